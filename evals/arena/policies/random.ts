import type { GameActionName } from '../../../src/contracts/game-action.js';
import { chance } from '../../../src/sandbox/random.js';
import { createCommander, newScene, watch, type CreatePolicy, type Scene } from './policy.js';

const EVERY_MS = 800;
const ROLE_ONLY: Record<string, readonly GameActionName[]> = {
  tank: ['taunt', 'interrupt'],
  damage: ['interrupt'],
  healer: ['heal'],
  support: ['heal', 'interrupt'],
};
const FOR_ALL: readonly GameActionName[] = [
  'attack',
  'attack',
  'move',
  'dodge',
  'guard',
  'flank',
  'kite',
  'regroup',
  'hold',
];

/** Every ally does something that its role allows, at random. */
export const createRandom: CreatePolicy = (options) => {
  const { seed, player } = options;
  const scene = newScene();
  const command = createCommander(options, 'at random');
  return {
    act(events, t) {
      for (const event of events) watch(scene, event);
      if (t % EVERY_MS !== 0) return [];
      return scene.allies
        .filter(({ id }) => scene.up.has(id))
        .map(({ id, role }) => {
          const roll = (what: string): number => chance(seed, t, id, what);
          const action = oneOf(choices(scene, role), roll('action')) ?? 'hold';
          const position = { x: 40 * roll('x'), y: 30 * roll('y') };
          const needsPlace = action === 'move' || action === 'dodge';
          const target = targetOf(scene, action, { roll: roll('target'), player });
          return command({ actor: id, action, target, ...(needsPlace && { position }) }, t);
        });
    },
  };
};

function choices({ items, fallen }: Scene, role: string): GameActionName[] {
  const there: GameActionName[] = [];
  if (items.size > 0) there.push('take');
  if (fallen.size > 0) there.push('revive');
  return [...FOR_ALL, ...(ROLE_ONLY[role] ?? []), ...there];
}

function targetOf(
  scene: Scene,
  action: GameActionName,
  { roll, player }: { roll: number; player: string },
): string | undefined {
  switch (action) {
    case 'attack':
    case 'flank':
    case 'kite':
    case 'taunt':
      return oneOf([...scene.foes], roll);
    case 'interrupt':
      return scene.boss;
    case 'take':
      return oneOf([...scene.items], roll);
    case 'revive':
      return oneOf([...scene.fallen], roll);
    case 'heal':
    case 'guard':
    case 'regroup':
      return oneOf([player, ...scene.up], roll);
    default:
      return undefined;
  }
}

function oneOf<T>(all: readonly T[], roll: number): T | undefined {
  return all[Math.floor(roll * all.length)];
}
