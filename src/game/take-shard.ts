import type pg from 'pg';
import { INLET } from '../bus/game-streams.js';
import { commitGame } from '../store/game-journal.js';
import { listActionsAfter } from '../store/game-matches.js';
import type { HeldShard } from '../store/game-shards.js';
import type { ActionOutlet } from './delivery/action-outlet.js';
import { senderOf } from './delivery/journal.js';
import { takePart, toBatch } from './delivery/to-batch.js';
import type { NumberedOf } from './matches/shard-book.js';
import type { ShardsAtPlay } from './matches/shards-at-play.js';

interface Taking {
  pool: pg.Pool;
  outlet: ActionOutlet;
  onOutbox: () => void;
}

/** Plays a shard that is ours from now on: after all that has left is on record, and all that is on record has left. */
export async function takeShard(taking: Taking, shards: ShardsAtPlay, held: HeldShard): Promise<void> {
  if (held.shard === INLET) return;
  const recorded = await recordAhead(taking, held);
  const book = await shards.take(recorded);
  await sendUnsent(taking, recorded);
  book.published = recorded.logNo;
}

/** Puts on record what left before it was, under whoever played the shard last. */
async function recordAhead(
  { pool, outlet: { ahead }, onOutbox }: Taking,
  held: HeldShard,
): Promise<HeldShard> {
  if (ahead === undefined) return held;
  const kept = await ahead.takeUp(senderOf(held));
  const entries = kept
    .filter(({ no }) => no > held.logNo)
    .map((entry) => ({ ...entry, book: held, keepFrom: 0, published: entry.no }));
  const last = entries.at(-1)?.no;
  while (entries.length > 0) {
    const live = await commitGame(pool, toBatch(takePart(entries)));
    if (!live.has(held.shard)) throw new Error(`Shard ${held.shard} has been taken up by another process.`);
    onOutbox();
  }
  const nos = kept.map(({ no }) => no);
  await ahead.forget(held.shard, nos);
  return last === undefined ? held : { ...held, logNo: last, publishedNo: last };
}

async function sendUnsent({ pool, outlet }: Taking, held: HeldShard): Promise<void> {
  const entries = new Map<number, NumberedOf[]>();
  for (const { no, ...action } of await listActionsAfter(pool, held.shard, held.publishedNo))
    entries.set(no, [...(entries.get(no) ?? []), action]);
  if (entries.size === 0) return;
  await outlet.publish(
    [...entries].map(([no, actions]) => ({ ...senderOf(held), no, actions, rows: undefined })),
  );
}
