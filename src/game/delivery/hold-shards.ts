import type { HeldShard } from '../../store/game-shards.js';

export interface HoldingDeps {
  leaseMs: number;
  /** Renews what is held and takes up what is free, up to a fair share. */
  hold: (draining: boolean) => Promise<{ held: HeldShard[]; share: number }>;
  release: (shards: number[]) => Promise<void>;
  /** A shard is ours from now on, under this token; resolves when it is being played. */
  onTaken: (held: HeldShard) => Promise<void>;
  /** It is another's now, or is to become it: resolves when nothing of it is under way here. */
  onLost: (shard: number) => Promise<void>;
  onError: (error: unknown) => void;
}

export interface ShardHolding {
  /** Resolves after the first round. */
  start(): Promise<void>;
  /** True while this shard is ours as far as we know. */
  holds(shard: number): boolean;
  /** Takes nothing up any more. */
  drain(): void;
  stop(): Promise<void>;
}

/** Keeps the leases of this process. A lease is a guess: what makes it safe is the token on every commit. */
export function createShardHolding(deps: HoldingDeps): ShardHolding {
  const tokens = new Map<number, string>();
  let draining = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;

  const startRound = (): Promise<void> => {
    round ??= runRound(deps, tokens, draining)
      .catch(deps.onError)
      .finally(() => {
        round = undefined;
      });
    return round;
  };
  return {
    async start() {
      await startRound();
      timer = setInterval(() => void startRound(), Math.min(deps.leaseMs / 4, 1_000));
    },
    holds: (shard) => tokens.has(shard),
    drain: () => void (draining = true),
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
}

/** One look at what is ours: lets go what is not, or too much, and takes up what is new. */
async function runRound(deps: HoldingDeps, tokens: Map<number, string>, draining: boolean): Promise<void> {
  const { held, share } = await deps.hold(draining);
  const mine = new Map(held.map((one) => [one.shard, one]));
  const tooMany = held.slice(share).map(({ shard }) => shard);
  for (const [shard, token] of tokens) {
    if (mine.get(shard)?.token === token && !tooMany.includes(shard)) continue;
    tokens.delete(shard);
    await deps.onLost(shard);
  }
  if (tooMany.length > 0) await deps.release(tooMany);
  for (const one of held.slice(0, share)) {
    if (tokens.has(one.shard)) continue;
    await deps.onTaken(one);
    tokens.set(one.shard, one.token);
  }
}
