import type { Fighter, Position } from '../../contracts/game-event.js';
import type { Combatant } from './battle-state.js';
import type { BossConfig } from './boss-config.js';

type Sheet = Pick<Combatant, 'hp' | 'speed' | 'range' | 'power' | 'healing'>;

const PLAYER: Sheet = { hp: 420, speed: 4.6, range: 9, power: 22, healing: 0 };
const NPC: Sheet = { hp: 260, speed: 0, range: 0, power: 0, healing: 0 };
const SHEETS: Record<BossConfig['allies'][number], Sheet> = {
  tank: { hp: 620, speed: 4.2, range: 2.5, power: 14, healing: 0 },
  damage: { hp: 320, speed: 4.8, range: 11, power: 24, healing: 0 },
  healer: { hp: 300, speed: 4.6, range: 10, power: 8, healing: 75 },
  support: { hp: 340, speed: 5, range: 8, power: 14, healing: 40 },
};
const NAMES: Record<BossConfig['allies'][number], string> = {
  tank: 'Bram',
  damage: 'Ayla',
  healer: 'Mira',
  support: 'Tovi',
};

/** Everybody on the player's side, in their places at the start. */
export function createRoster(config: BossConfig, player: string): Combatant[] {
  const { width, height, allies, objectives } = config;
  const line = (index: number): Position => ({
    x: width * 0.25 - 2 * (index % 2),
    y: height * 0.3 + index * 3,
  });
  const guarded = objectives.find(({ kind }) => kind === 'protect');
  return [
    combatant({ id: player, kind: 'player', name: 'Player', role: 'damage' }, PLAYER, {
      x: width * 0.3,
      y: height / 2,
    }),
    ...allies.map((role, index) =>
      combatant({ id: `ally-${role}`, kind: 'ally', name: NAMES[role], role }, SHEETS[role], line(index)),
    ),
    ...(guarded === undefined
      ? []
      : [combatant({ id: 'npc-1', kind: 'npc', name: 'Odo', role: 'civilian' }, NPC, guarded.position)]),
  ];
}

function combatant(
  who: Pick<Fighter, 'id' | 'kind' | 'name' | 'role'>,
  sheet: Sheet,
  position: Position,
): Combatant {
  return {
    ...who,
    ...sheet,
    max_hp: sheet.hp,
    position: { ...position },
    reported: { ...position },
    status: 'up',
    dies_at: 0,
    shield: 0,
    strong: { factor: 1, until: 0 },
    next_blow_at: 0,
    ready: {},
    order: undefined,
    told: undefined,
    threat: 0,
  };
}

/** Of a combatant, what the roster tells. */
export function toldOf({ id, kind, name, role, hp, max_hp, speed, range, position }: Combatant): Fighter {
  return { id, kind, name, role, hp, max_hp, speed, range, position: { ...position } };
}
