import type { GameEventEnvelope } from '../contracts/game-event.js';

export interface MatchScript {
  matchId: string;
  source?: string;
  player?: string;
  /** Events between the first and the last. */
  length: number;
  /** Milliseconds of game time between two events. */
  every?: number;
  /** 0 to 1, the same for the same seed. */
  random?: () => number;
}

/** A match that starts, is fought and is won: events of every kind, numbered from 1. */
export function scriptMatch(script: MatchScript): GameEventEnvelope[] {
  const {
    matchId,
    source = `server/${matchId}`,
    player = 'ada',
    length,
    every = 40,
    random = Math.random,
  } = script;
  const bodies: Pick<GameEventEnvelope, 'type' | 'payload'>[] = [
    { type: 'match.started', payload: { width: 60, height: 40, obstacles: [], roster: ROSTER(player) } },
    { type: 'boss.spawned', payload: BOSS },
    ...Array.from({ length }, (_, index) => anyBody(index, player, random)),
    { type: 'match.ended', payload: { outcome: 'won' } },
  ];
  return bodies.map((body, index) => ({
    source,
    seq: index + 1,
    match_id: matchId,
    player,
    t_game: index * every,
    ...body,
  }));
}

const at = (x: number, y: number) => ({ x, y });
const BOSS = {
  boss: 'boss',
  name: 'DinoBoss',
  hp: 5_000,
  max_hp: 5_000,
  position: at(40, 20),
  phase: 1,
  phases: 3,
  range: 4,
};
const ROSTER = (player: string) => [
  {
    id: player,
    kind: 'player',
    name: 'Ada',
    role: 'damage',
    hp: 100,
    max_hp: 100,
    speed: 5,
    range: 3,
    position: at(10, 20),
  },
  {
    id: 'ally-1',
    kind: 'ally',
    name: 'Brak',
    role: 'healer',
    hp: 90,
    max_hp: 90,
    speed: 5,
    range: 8,
    position: at(8, 20),
  },
  {
    id: 'ally-2',
    kind: 'ally',
    name: 'Cora',
    role: 'tank',
    hp: 160,
    max_hp: 160,
    speed: 4,
    range: 2,
    position: at(12, 18),
  },
];

function anyBody(
  index: number,
  player: string,
  random: () => number,
): Pick<GameEventEnvelope, 'type' | 'payload'> {
  const place = at(5 + random() * 50, 5 + random() * 30);
  const dice = random();
  if (dice < 0.35) return { type: 'player.moved', payload: { id: player, position: place } };
  if (dice < 0.55) return { type: 'ally.moved', payload: { id: 'ally-1', position: place } };
  if (dice < 0.7) return { type: 'boss.moved', payload: { boss: 'boss', position: place, target: player } };
  if (dice < 0.8) return { type: 'boss.damaged', payload: { boss: 'boss', hp: 5_000 - index, by: 'ally-2' } };
  if (dice < 0.9)
    return {
      type: 'player.damaged',
      payload: { id: player, hp: 40 + Math.floor(random() * 60), amount: 5, by: 'boss' },
    };
  if (dice < 0.94)
    return {
      type: 'boss.telegraph',
      payload: {
        boss: 'boss',
        strike: `strike-${index}`,
        attack: 'tail sweep',
        shape: { kind: 'circle', at: place, radius: 5 },
        damage: 30,
        lands_at: index * 40 + 1_200,
        interruptible: false,
      },
    };
  if (dice < 0.97)
    return {
      type: 'item.spawned',
      payload: { item: `item-${index}`, kind: 'medkit', amount: 40, position: place },
    };
  if (dice < 0.985) return { type: 'chat.said', payload: { by: player, text: `on my way, number ${index}` } };
  return { type: 'weather.changed', payload: { rain: true, index } };
}
