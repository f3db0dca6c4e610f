import { setTimeout as sleep } from 'node:timers/promises';
import type { GameStreams } from '../../src/bus/game-streams.js';
import { shardOf } from '../../src/game/matches/match-record.js';
import { createRandom } from '../../src/core/random.js';
import { scriptMatch } from '../../src/testing/game-events.js';

export interface Load {
  name: string;
  matches: number;
  perSecond: number;
  seconds: number;
  shards: number;
}

const SLICE_MS = 10;
const SCRIPTS = 32;

/** Writes events of many matches at a steady rate, in turn; gives how many, and how many a second that really was. */
export async function writeLoad(
  streams: GameStreams,
  { name, matches, perSecond, seconds, shards }: Load,
): Promise<{ written: number; perSecond: number }> {
  const each = Math.floor((perSecond * seconds) / matches);
  const total = each * matches;
  // Between its start, its boss and its end: matches that are over leave the process.
  const length = Math.max(1, each - 3);
  const every = (1_000 * matches) / perSecond;
  // Made beforehand, as making events must not cost what is to be measured; and more than one, as fights do not go in step.
  const scripts = Array.from({ length: Math.min(matches, SCRIPTS) }, (_, seed) =>
    scriptMatch({ matchId: 'm', source: 's', player: 'p', length, every, random: createRandom(seed) }),
  );
  const names = Array.from({ length: matches }, (_, at) => `${name}-${at}`);
  const homes = names.map((matchId) => ({ matchId, shard: shardOf(matchId, shards) }));
  const started = performance.now();
  let written = 0;
  while (written < total) {
    const due = Math.min(total, Math.ceil(((performance.now() - started) / 1_000) * perSecond));
    const events = Array.from({ length: due - written }, (_, index) => {
      const at = written + index;
      const { matchId = '', shard = 0 } = homes[at % matches] ?? {};
      const script = scripts[(at % matches) % scripts.length] ?? [];
      const event = { ...script[Math.floor(at / matches)], match_id: matchId, source: matchId };
      return { shard, matchId, event: JSON.stringify(event) };
    });
    if (events.length > 0) await streams.append(events);
    written = due;
    await sleep(SLICE_MS);
  }
  return { written, perSecond: (1_000 * written) / (performance.now() - started) };
}
