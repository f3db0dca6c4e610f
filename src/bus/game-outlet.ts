import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis, Result } from 'ioredis';

/** What game servers read: entries with the fields `match_id`, `player`, `n` and `action` (JSON). */
export const GAME_ACTIONS = 'veze.game.actions';

/** The stream is cut to about this many entries. */
const MAX_ENTRIES = 100_000;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    /** SEND. */
    sendGameActions(...args: (string | number)[]): Result<number, Context>;
  }
}

// Beside the stream stands, for each shard, who may send (the token) and what was sent last (the number): what was sent before a crash
// is not sent again after it. What is to go on record of it is kept in the same step, for whoever plays the shard next.
const SEND = `
local epoch, token, no, kept = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local last = redis.call('HMGET', KEYS[2], 'epoch', 'token', 'no')
if last[1] == epoch then
  if last[2] and tonumber(last[2]) > token then return -1 end
  if last[3] and tonumber(last[3]) >= no then return 0 end
end
for at = 5, #ARGV, 4 do
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', ${MAX_ENTRIES}, '*',
    'match_id', ARGV[at], 'player', ARGV[at + 1], 'n', ARGV[at + 2], 'action', ARGV[at + 3])
end
redis.call('HSET', KEYS[2], 'epoch', epoch, 'token', token, 'no', no)
if kept ~= '' then redis.call('HSET', KEYS[3], no, kept) end
return 1`;

// What another database's shard left is not ours.
const TAKE_UP = `
local epoch, token = ARGV[1], tonumber(ARGV[2])
local last = redis.call('HMGET', KEYS[1], 'epoch', 'token')
if last[1] ~= epoch then redis.call('DEL', KEYS[1], KEYS[2])
elseif last[2] and tonumber(last[2]) > token then return false end
redis.call('HSET', KEYS[1], 'epoch', epoch, 'token', token)
return redis.call('HGETALL', KEYS[2])`;

export interface SentAction {
  matchId: string;
  player: string;
  n: number;
  /** JSON. */
  action: string;
}

/** Who sends for a shard. */
export interface ShardSender {
  shard: number;
  /** Tells this shard from that of another database. */
  epoch: string;
  /** Grows with every change of hands. */
  token: string;
}

export interface SentBatch extends ShardSender {
  /** Of the entry of the shard's log. */
  no: number;
  actions: SentAction[];
  /** Kept under the number until it is dropped; empty for nothing. */
  kept: string;
}

export type KeptText = [no: number, kept: string];

export interface GameActionStream {
  /**
   * Sends batches and keeps what goes with them, both or neither; one that was sent before is not sent again. Gives the shards that
   * another process has taken up since: of these nothing was sent.
   */
  send(batches: SentBatch[]): Promise<ReadonlySet<number>>;
  /** From now on nobody with an older token sends for this shard. Gives what is kept of it; rejects where it is another's already. */
  takeUp(sender: ShardSender): Promise<KeptText[]>;
  kept(shard: number): Promise<KeptText[]>;
  drop(shard: number, nos: number[]): Promise<void>;
  /** Reads what is sent once it has resolved until `signal` is aborted; survives Redis being away. */
  tail(signal: AbortSignal, take: (action: SentAction) => void): Promise<void>;
}

export function createGameActionStream(
  redis: Redis,
  openReader: () => Redis,
  keyPrefix = '',
): GameActionStream {
  redis.defineCommand('sendGameActions', { numberOfKeys: 3, lua: SEND });
  const stream = keyPrefix + GAME_ACTIONS;
  const sentKey = (shard: number): string => `${stream}.sent.${shard}`;
  const keptKey = (shard: number): string => `${stream}.kept.${shard}`;
  return {
    async send(batches) {
      const pipeline = redis.pipeline();
      for (const { shard, epoch, token, no, kept, actions } of batches) {
        const keys = [stream, sentKey(shard), keptKey(shard)];
        pipeline.sendGameActions(...keys, epoch, token, no, kept, ...actions.flatMap(toArguments));
      }
      const replies = throwFirst(await pipeline.exec());
      return new Set(batches.filter((_, index) => replies[index] === -1).map(({ shard }) => shard));
    },
    async takeUp({ shard, epoch, token }) {
      const reply = await redis.eval(TAKE_UP, 2, sentKey(shard), keptKey(shard), epoch, token);
      if (!Array.isArray(reply)) throw new Error(`Shard ${shard} has been taken up by another process.`);
      return toKept((reply as unknown[]).map(String));
    },
    async kept(shard) {
      return toKept(Object.entries(await redis.hgetall(keptKey(shard))).flat());
    },
    async drop(shard, nos) {
      if (nos.length > 0) await redis.hdel(keptKey(shard), ...nos.map(String));
    },
    tail: (signal, take) =>
      new Promise((resolve) => {
        const reader = openReader();
        const tailing = { signal, take, ready: resolve };
        void tailStream(reader, stream, tailing).finally(() => reader.disconnect());
      }),
  };
}

const toArguments = ({ matchId, player, n, action }: SentAction): string[] => [
  matchId,
  player,
  String(n),
  action,
];

/** Fields and values of a hash, by turns; in the order of their numbers. */
function toKept(fields: readonly string[]): KeptText[] {
  return fields
    .flatMap((field, at): KeptText[] => (at % 2 === 0 ? [[Number(field), fields[at + 1] ?? '']] : []))
    .toSorted(([a], [b]) => a - b);
}

function throwFirst(replies: [error: Error | null, result: unknown][] | null): unknown[] {
  const failure = replies?.find(([error]) => error !== null)?.[0];
  if (failure) throw failure;
  return (replies ?? []).map(([, reply]) => reply);
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
