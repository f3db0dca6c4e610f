import type { Redis, Result } from 'ioredis';

/** One event as a game server wrote it. */
export interface StreamEntry {
  id: string;
  /** The JSON of the event; empty where the entry has no such field. */
  event: string;
  /** Where the server said it beside the event, so that nobody has to read the event to know. */
  matchId: string | undefined;
}

/** What game servers write to: entries with the fields `event` (JSON) and, to spare us reading it twice, `match_id`. */
export const GAME_INLET = 'veze.game.events';
const GROUP = 'copilot';

/**
 * The streams of game events: the inlet that all may write to, and one stream a shard (`veze.game.events.3`), in which the
 * events of a match keep their order.
 */
export interface GameStreams {
  /** Appends to the streams of shards, in order. */
  append(events: { shard: number; matchId: string; event: string }[]): Promise<void>;
  /** What has come on these shards since it was last asked, by shard; waits up to `blockMs` where nothing has. */
  read(
    shards: readonly number[],
    options: { count: number; blockMs: number },
  ): Promise<Map<number, StreamEntry[]>>;
  /** What was read from a shard and not settled, by whomever: first the oldest. */
  claim(shard: number): Promise<StreamEntry[]>;
  /** Entries that need not be delivered again leave the stream. */
  settle(shard: number, ids: string[]): Promise<void>;
  /** Entries of each shard that are not settled. */
  backlog(shards: readonly number[]): Promise<number[]>;
  /** Hands entries of the inlet on to shards: they leave the one and enter the other at once. */
  forward(entries: { id: string; event: string; matchId: string; shard: number }[]): Promise<void>;
}

// All ids as one argument: thousands a second, each twice, cost this process more than playing some of them.
const SETTLE = `
local ids = {}
for id in string.gmatch(ARGV[2], '%S+') do ids[#ids + 1] = id end
for first = 1, #ids, 1000 do
  local last = math.min(first + 999, #ids)
  redis.call('XACK', KEYS[1], ARGV[1], unpack(ids, first, last))
  redis.call('XDEL', KEYS[1], unpack(ids, first, last))
end
return #ids`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    /** SETTLE. */
    settleGameEvents(key: string, group: string, ids: string): Result<number, Context>;
  }
}

/** The number of the inlet among the shards. */
export const INLET = -1;

export interface GameStreamsOptions {
  redis: Redis;
  /** A connection of its own: a read that waits keeps all others waiting. */
  reader: Redis;
  consumer: string;
  keyPrefix?: string;
}

export function createGameStreams(options: GameStreamsOptions): GameStreams {
  const { redis, reader, consumer, keyPrefix = '' } = options;
  const keyOf = (shard: number): string =>
    keyPrefix + (shard === INLET ? GAME_INLET : `${GAME_INLET}.${shard}`);
  redis.defineCommand('settleGameEvents', { numberOfKeys: 1, lua: SETTLE });
  const grouped = createGroups(redis, keyOf);
  return {
    append: (events) => append(redis, keyOf, events),
    read: (shards, { count, blockMs }) =>
      grouped(shards, async () => {
        const keys = shards.map(keyOf);
        const at = [...keys, ...keys.map(() => '>')];
        const reply = await reader.xreadgroup(
          ...(['GROUP', GROUP, consumer, 'COUNT', count, 'BLOCK', blockMs, 'STREAMS'] as const),
          ...at,
        );
        return byShard(reply, keys, shards);
      }),
    claim: (shard) => grouped([shard], () => claim(redis, keyOf(shard), consumer)),
    settle: async (shard, ids) => void (await redis.settleGameEvents(keyOf(shard), GROUP, ids.join(' '))),
    async backlog(shards) {
      const pipeline = redis.pipeline();
      for (const shard of shards) pipeline.xlen(keyOf(shard));
      return throwFirst(await pipeline.exec()).map(Number);
    },
    forward: (entries) => forward(redis, keyOf, entries),
  };
}

async function append(
  redis: Redis,
  keyOf: (shard: number) => string,
  events: Parameters<GameStreams['append']>[0],
): Promise<void> {
  const pipeline = redis.pipeline();
  for (const { shard, matchId, event } of events)
    pipeline.xadd(keyOf(shard), '*', 'match_id', matchId, 'event', event);
  throwFirst(await pipeline.exec());
}

type Forwarded = Parameters<GameStreams['forward']>[0];

async function forward(redis: Redis, keyOf: (shard: number) => string, entries: Forwarded): Promise<void> {
  if (entries.length === 0) return;
  const moved = redis.multi();
  for (const { shard, matchId, event } of entries)
    moved.xadd(keyOf(shard), '*', 'match_id', matchId, 'event', event);
  const ids = entries.map(({ id }) => id);
  moved.xack(keyOf(INLET), GROUP, ...ids).xdel(keyOf(INLET), ...ids);
  throwFirst(await moved.exec());
}

type Groups = <T>(shards: readonly number[], work: () => Promise<T>) => Promise<T>;

/** Does `work` on streams that have their consumer group; makes it anew where Redis has lost it. */
function createGroups(redis: Redis, keyOf: (shard: number) => string): Groups {
  const made = new Set<number>();
  const make = async (shard: number): Promise<void> => {
    try {
      await redis.xgroup('CREATE', keyOf(shard), GROUP, '0', 'MKSTREAM');
    } catch (error) {
      if (!String(error).includes('BUSYGROUP')) throw error;
    }
    made.add(shard);
  };
  return async (shards, work) => {
    for (const shard of shards) if (!made.has(shard)) await make(shard);
    try {
      return await work();
    } catch (error) {
      if (String(error).includes('NOGROUP')) made.clear();
      throw error;
    }
  };
}

const CLAIMED_AT_ONCE = 500;

async function claim(redis: Redis, key: string, consumer: string): Promise<StreamEntry[]> {
  const entries: StreamEntry[] = [];
  let from = '0-0';
  do {
    const reply = await redis.call('XAUTOCLAIM', key, GROUP, consumer, 0, from, 'COUNT', CLAIMED_AT_ONCE);
    const [next, claimed] = Array.isArray(reply) ? (reply as unknown[]) : [];
    entries.push(...toEntries(claimed));
    from = typeof next === 'string' ? next : '0-0';
  } while (from !== '0-0');
  return entries;
}

/** A reply of XREADGROUP, stream by stream. */
function byShard(
  reply: unknown,
  keys: readonly string[],
  shards: readonly number[],
): Map<number, StreamEntry[]> {
  const streams = new Map<number, StreamEntry[]>();
  for (const pair of Array.isArray(reply) ? (reply as unknown[]) : []) {
    const [key, entries] = Array.isArray(pair) ? (pair as unknown[]) : [];
    const shard = shards[keys.indexOf(String(key))];
    if (shard !== undefined) streams.set(shard, toEntries(entries));
  }
  return streams;
}

/** Entries as Redis gives them: `[id, [name, value, ...]]`; those that were deleted meanwhile have no fields. */
function toEntries(entries: unknown): StreamEntry[] {
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown): StreamEntry[] => {
    const [id, fields] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof id !== 'string' || !Array.isArray(fields)) return [];
    const valueOf = (name: string): string | undefined => {
      for (let at = 0; at < fields.length; at += 2) if (fields[at] === name) return String(fields[at + 1]);
      return undefined;
    };
    return [{ id, event: valueOf('event') ?? '', matchId: valueOf('match_id') }];
  });
}

function throwFirst(replies: [error: Error | null, result: unknown][] | null): unknown[] {
  const failure = replies?.find(([error]) => error !== null)?.[0];
  if (failure) throw failure;
  if (replies === null) throw new Error('Redis did not answer');
  return replies.map(([, result]) => result);
}
