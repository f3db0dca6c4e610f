import { setTimeout as sleep } from 'node:timers/promises';
import type { GameStreams } from '../../src/bus/game-streams.js';
import type { GameEventEnvelope } from '../../src/contracts/game-event.js';
import { createRandom } from '../../src/core/random.js';
import { shardOf } from '../../src/game/matches/match-record.js';
import { scriptMatch } from '../../src/testing/game-events.js';

export interface Load {
  name: string;
  /** At any time. */
  matches: number;
  perSecond: number;
  shards: number;
}

/** Matches that go on side by side, each place taken by a new one as soon as its match is over. */
export interface Fleet {
  /** Writes events of all of them at a steady rate, in turn; gives how many, and how many a second that really was. */
  write(seconds: number): Promise<{ written: number; perSecond: number }>;
  /** Ends all matches: those that are over leave the process. */
  end(): Promise<void>;
}

const SLICE_MS = 10;
const SCRIPTS = 32;
/** How long a match takes, from half of it to one and a half. */
const MATCH_SECONDS = 30;
/** An event more makes no match: its start, its boss, something, its end. */
const SHORTEST = 4;

interface Place {
  script: readonly GameEventEnvelope[];
  at: number;
  /** How many matches were here before. */
  before: number;
}

/** With no match begun; the first ones begin together and end at all times, as if they had begun long ago. */
export function createFleet(streams: GameStreams, { name, matches, perSecond, shards }: Load): Fleet {
  const random = createRandom(7);
  const scripts = writeScripts({ matches, perSecond }, random);
  const pick = (): readonly GameEventEnvelope[] => scripts[Math.floor(random() * scripts.length)] ?? [];
  const places = Array.from({ length: matches }, (): Place => ({
    script: cut(pick(), random()),
    at: 0,
    before: 0,
  }));
  const write = (events: { place: Place; index: number; event: GameEventEnvelope }[]): Promise<void> =>
    streams.append(
      events.map(({ place, index, event }) => {
        const matchId = `${name}-${index}-${place.before}`;
        const text = JSON.stringify({ ...event, match_id: matchId, source: matchId });
        return { shard: shardOf(matchId, shards), matchId, event: text };
      }),
    );
  const next = (index: number): Parameters<typeof write>[0] => {
    const place = places[index];
    const event = place?.script[place.at];
    if (place === undefined || event === undefined) return [];
    const told = { place: { ...place }, index, event };
    place.at += 1;
    if (place.at === place.script.length)
      Object.assign(place, { script: pick(), at: 0, before: place.before + 1 });
    return [told];
  };
  let turn = 0;
  return {
    async write(seconds) {
      const total = Math.floor(perSecond * seconds);
      const started = performance.now();
      let written = 0;
      while (written < total) {
        const due = Math.min(total, Math.ceil(((performance.now() - started) / 1_000) * perSecond));
        const events = Array.from({ length: due - written }, () => next(turn++ % matches)).flat();
        if (events.length > 0) await write(events);
        written = due;
        await sleep(SLICE_MS);
      }
      return { written, perSecond: (1_000 * written) / (performance.now() - started) };
    },
    end: () =>
      write(
        [...places.entries()].flatMap(([index, place]) => {
          const event = endAfter(place.script, place.at);
          return event === undefined ? [] : [{ place, index, event }];
        }),
      ),
  };
}

/** Made beforehand, as making events must not cost what is to be measured; and more than one, as fights do not go in step. */
function writeScripts(
  { matches, perSecond }: Pick<Load, 'matches' | 'perSecond'>,
  random: () => number,
): GameEventEnvelope[][] {
  const every = (1_000 * matches) / perSecond;
  return Array.from({ length: Math.min(matches, SCRIPTS) }, (_, seed) => {
    const events = (MATCH_SECONDS * 1_000 * (0.5 + random())) / every;
    const length = Math.max(1, Math.round(events) - 3);
    return scriptMatch({ matchId: 'm', source: 's', player: 'p', length, every, random: createRandom(seed) });
  });
}

/** A script that is over sooner. */
function cut(script: readonly GameEventEnvelope[], part: number): GameEventEnvelope[] {
  const length = Math.max(SHORTEST, Math.round(script.length * part));
  const end = endAfter(script, length - 1);
  return end === undefined ? [...script] : [...script.slice(0, length - 1), end];
}

/** The end of a script whose first `told` events were told; undefined where none was. */
function endAfter(script: readonly GameEventEnvelope[], told: number): GameEventEnvelope | undefined {
  const [last, before] = [script.at(-1), script[told - 1]];
  return last && before && { ...last, seq: before.seq + 1, t_game: before.t_game };
}
