import type { GameAction, GameActionName } from '../../../src/contracts/game-action.js';
import type { Fighter, KnownGameEvent, Position } from '../../../src/contracts/game-event.js';

/** Whoever commands the allies in a fight of the arena. Sees events, gives actions, nothing else. */
export interface Policy {
  /** Called after every tick of the arena with what happened in it. */
  act(events: readonly KnownGameEvent[], tGame: number): GameAction[];
}

export interface PolicyOptions {
  matchId: string;
  player: string;
  seed: number;
}

export type CreatePolicy = (options: PolicyOptions) => Policy;

/** What a simple policy keeps of the world: who and what is there. */
export interface Scene {
  allies: Fighter[];
  up: Set<string>;
  places: Map<string, Position>;
  foes: Set<string>;
  boss: string;
  items: Set<string>;
  fallen: Set<string>;
}

export const newScene = (): Scene => ({
  allies: [],
  up: new Set(),
  places: new Map(),
  foes: new Set(),
  boss: '',
  items: new Set(),
  fallen: new Set(),
});

/** Brings a scene up to date. */
export function watch(scene: Scene, event: KnownGameEvent): void {
  switch (event.type) {
    case 'match.started':
      for (const one of event.payload.roster) {
        scene.places.set(one.id, one.position);
        if (one.kind === 'ally') scene.allies.push(one);
        if (one.kind === 'ally') scene.up.add(one.id);
      }
      return;
    case 'boss.spawned':
      scene.boss = event.payload.boss;
      appear(scene, event.payload.boss, event.payload.position);
      return;
    case 'minion.spawned':
      return appear(scene, event.payload.minion, event.payload.position);
    case 'boss.moved':
      scene.places.set(event.payload.boss, event.payload.position);
      return;
    case 'minion.moved':
      scene.places.set(event.payload.minion, event.payload.position);
      return;
    case 'minion.defeated':
      scene.foes.delete(event.payload.minion);
      return;
    case 'player.moved':
    case 'ally.moved':
      scene.places.set(event.payload.id, event.payload.position);
      return;
    case 'item.spawned':
      scene.items.add(event.payload.item);
      return;
    case 'item.taken':
    case 'item.expired':
      scene.items.delete(event.payload.item);
      return;
    default:
      return fallOrRise(scene, event);
  }
}

function appear(scene: Scene, id: string, position: Position): void {
  scene.foes.add(id);
  scene.places.set(id, position);
}

function fallOrRise(scene: Scene, { type, payload }: KnownGameEvent): void {
  if (!('id' in payload)) return;
  if (type.endsWith('.downed')) {
    scene.up.delete(payload.id);
    scene.fallen.add(payload.id);
  }
  if (type.endsWith('.revived') && scene.allies.some(({ id }) => id === payload.id)) scene.up.add(payload.id);
  if (type.endsWith('.revived') || type.endsWith('.died')) scene.fallen.delete(payload.id);
}

interface Command {
  actor: string;
  action: GameActionName;
  target?: string | undefined;
  position?: Position | undefined;
}

/** Makes whole actions of commands; numbers them. */
export function createCommander({ matchId, player }: PolicyOptions, reason: string) {
  let given = 0;
  return ({ actor, action, target, position }: Command, t: number): GameAction => {
    given += 1;
    return {
      action_id: `${given}-${actor}`,
      match_id: matchId,
      player,
      actor,
      action,
      ...(target !== undefined && { target }),
      ...(position !== undefined && { position }),
      layer: 'tactics',
      reason,
      world_version: 0,
      t_game: t,
      expires_at: t + 1_500,
    };
  };
}
