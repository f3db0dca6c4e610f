import type {
  GameEvent,
  GamePayloads,
  KnownGameEvent,
  KnownGameEventType,
} from '../../contracts/game-event.js';
import type { World } from '../../contracts/match-view.js';
import type { Change, Moment } from './change.js';
import { ENEMY_CHANGES } from './enemies.js';
import { FIGHTER_CHANGES } from './fighters.js';
import { MATCH_CHANGES } from './match.js';
import { THING_CHANGES } from './things.js';

type Changes = { [Type in KnownGameEventType]: Change<Type> };

const unchanged = (world: World): World => world;

const CHANGES: Changes = {
  ...MATCH_CHANGES,
  ...ENEMY_CHANGES,
  ...FIGHTER_CHANGES,
  ...THING_CHANGES,
  'npc.spoken_to': unchanged,
  'chat.said': unchanged,
  'action.resolved': unchanged,
};

/** Those that say something without changing a fact. */
const WORDS: ReadonlySet<string> = new Set(['npc.spoken_to', 'chat.said', 'action.resolved']);

/** The world after an event. Pure; never throws on an event that fits the contract, however little sense it makes. */
export function reduce(world: World, event: GameEvent): World {
  const t = Math.max(world.t_game, event.t_game);
  if ('unknown' in event) return { ...world, t_game: t, unknown: world.unknown + 1 };
  const version = world.version + 1;
  const next = change(world, event, { version, t });
  // What a change gives is either this world or a new one, which nobody else has yet.
  if (next !== world) return Object.assign(next, { t_game: t, version });
  return { ...world, t_game: t, ignored: world.ignored + (WORDS.has(event.type) ? 0 : 1) };
}

function change<Type extends KnownGameEventType>(
  world: World,
  event: KnownGameEvent & { type: Type; payload: GamePayloads[Type] },
  at: Moment,
): World {
  return CHANGES[event.type](world, event.payload, at);
}

/** The world at a later moment: what was announced for before it is over, what held until then has ended. */
export function passTime(world: World, t: number): World {
  if (t <= world.t_game && world.strikes.length === 0) return world;
  const now = Math.max(t, world.t_game);
  const strikes = world.strikes.filter(({ lands_at }) => lands_at + LATE_MS > now);
  return {
    ...world,
    t_game: now,
    strikes: strikes.length === world.strikes.length ? world.strikes : strikes,
  };
}

/** A strike that is not told of this long after it should have landed will not be. */
const LATE_MS = 500;
