import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';

/** What game servers read: entries with the fields `match_id`, `player`, `n` and `action` (JSON). */
export const GAME_ACTIONS = 'veze.game.actions';

/** The stream is cut to about this many entries. */
const MAX_ENTRIES = 100_000;

// What was sent before a crash is not sent again after it: each shard's last batch is remembered beside the stream.
const SEND = `
local epoch, no = ARGV[1], tonumber(ARGV[2])
local sent = redis.call('HMGET', KEYS[2], 'epoch', 'no')
if sent[1] == epoch and no <= tonumber(sent[2]) then return 0 end
for at = 3, #ARGV, 4 do
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', ${MAX_ENTRIES}, '*',
    'match_id', ARGV[at], 'player', ARGV[at + 1], 'n', ARGV[at + 2], 'action', ARGV[at + 3])
end
redis.call('HSET', KEYS[2], 'epoch', epoch, 'no', no)
return 1`;

export interface SentAction {
  matchId: string;
  player: string;
  n: number;
  /** JSON. */
  action: string;
}

export interface GameActionStream {
  /** Sends batches, each under the number of its shard's log entry; one that was sent before is not sent again. */
  send(batches: { shard: number; epoch: string; no: number; actions: SentAction[] }[]): Promise<void>;
  /** Reads what is sent once it has resolved until `signal` is aborted; survives Redis being away. */
  tail(signal: AbortSignal, take: (action: SentAction) => void): Promise<void>;
}

export function createGameActionStream(
  redis: Redis,
  openReader: () => Redis,
  keyPrefix = '',
): GameActionStream {
  const stream = keyPrefix + GAME_ACTIONS;
  return {
    async send(batches) {
      const pipeline = redis.pipeline();
      for (const { shard, epoch, no, actions } of batches) {
        const args = actions.flatMap(({ matchId, player, n, action }) => [
          matchId,
          player,
          String(n),
          action,
        ]);
        pipeline.eval(SEND, 2, stream, `${stream}.sent.${shard}`, epoch, no, ...args);
      }
      const failure = (await pipeline.exec())?.find(([error]) => error !== null)?.[0];
      if (failure) throw failure;
    },
    tail: (signal, take) =>
      new Promise((resolve) => {
        const reader = openReader();
        const tailing = { signal, take, ready: resolve };
        void tailStream(reader, stream, tailing).finally(() => reader.disconnect());
      }),
  };
}

interface Tailing {
  signal: AbortSignal;
  take: (action: SentAction) => void;
  ready: () => void;
}

async function tailStream(reader: Redis, stream: string, { signal, take, ready }: Tailing): Promise<void> {
  let after: string | undefined;
  while (!signal.aborted) {
    try {
      after ??= await lastId(reader, stream);
      ready();
      const reply = await reader.xread('COUNT', 500, 'BLOCK', 500, 'STREAMS', stream, after);
      for (const [id, fields] of reply?.[0]?.[1] ?? []) {
        after = id;
        take(toSent(fields));
      }
    } catch {
      await sleep(200);
    }
  }
  ready();
}

async function lastId(reader: Redis, stream: string): Promise<string> {
  const [last] = await reader.xrevrange(stream, '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}

function toSent(fields: string[]): SentAction {
  const valueOf = (name: string): string => fields[fields.indexOf(name) + 1] ?? '';
  return {
    matchId: valueOf('match_id'),
    player: valueOf('player'),
    n: Number(valueOf('n')),
    action: valueOf('action'),
  };
}
