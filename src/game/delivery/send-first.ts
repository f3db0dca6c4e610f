import { failpoint } from '../../core/failpoint.js';
import type { ActionBatch, Ahead } from './action-outlet.js';
import { hasActions, recordsInBooks, unwrittenOf, type Journal, type JournalDeps } from './journal.js';
import type { ShardBook } from '../matches/shard-book.js';
import { createRound, type Round } from './round.js';
import { takeUnwritten, type Leaving } from './take-unwritten.js';
import { takePart, toBatch, type Entry } from './to-batch.js';
import { untilDone } from './until-done.js';

/** How long the record may wait for more to be put on it at once. */
const RECORD_EVERY_MS = 100;
/** What has left and is not on record, in records: more has to wait. */
const MOST_AHEAD = 20_000;

/** Of what has left only its rows are needed still, and whom to tell. */
interface SentEntry extends Entry {
  book: ShardBook;
  records: number;
  settled: string[];
  done: (() => void)[];
}

interface Sending {
  deps: JournalDeps;
  ahead: Ahead;
  until: <T>(work: () => Promise<T>) => Promise<T>;
  /** Entries without an action go with the next that has one, or when the record is written. */
  takesAll: boolean;
  sent: SentEntry[];
  /** Records of what has left and is not on record. */
  records: number;
}

/**
 * For an outlet that keeps what it sends: actions leave at once, and the record follows a few times a second. What is kept is put on
 * record by whoever takes the shard up, before anything else.
 */
export function createSendFirst(deps: JournalDeps, ahead: Ahead): Journal {
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  const until: Sending['until'] = (work) =>
    untilDone(work, { isClosed: () => closed, onError: deps.onError });
  const sending: Sending = { deps, ahead, until, takesAll: false, sent: [], records: 0 };
  const records = createRound(() => recordSome(sending));
  const sends = createRound(() => sendSome(sending, records));
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    sending.takesAll = true;
    await sends.start();
    await records.start();
  };
  return {
    kick() {
      void sends.start().catch(deps.onError);
      if (!closed) timer ??= setTimeout(() => void flush().catch(deps.onError), RECORD_EVERY_MS);
    },
    flush,
    unrecorded: () => sending.records + recordsInBooks(deps),
    async close() {
      closed = true;
      await flush().catch(deps.onError);
    },
  };
}

function sendSome(sending: Sending, records: Round): Promise<void> | undefined {
  const { deps, sent, records: ahead, takesAll } = sending;
  if (ahead + recordsInBooks(deps) > MOST_AHEAD && sent.length > 0) return records.start();
  const books = unwrittenOf(deps).filter(({ unwritten }) => takesAll || unwritten.actions.length > 0);
  sending.takesAll = false;
  return books.length === 0 ? undefined : send(sending, takeUnwritten(books, deps.limits));
}

async function send(sending: Sending, leaving: Leaving[]): Promise<void> {
  const { deps, until, sent } = sending;
  failpoint('game_effect_to_send', () => hasActions(leaving));
  const batches = leaving.flatMap(({ book, no, what, rows }): ActionBatch[] =>
    rows.log.length === 0
      ? []
      : [{ shard: book.shard, epoch: book.epoch, token: book.token, no, actions: what.actions, rows }],
  );
  const lost = batches.length === 0 ? new Set<number>() : await until(() => deps.outlet.publish(batches));
  for (const one of leaving) {
    const { book, no, rows, keepFrom, what } = one;
    if (lost.has(book.shard)) deps.onLost(book);
    if (book.loss.isLost) continue;
    book.published = no;
    const { settled, done, records } = what;
    sent.push({ book, no, rows, keepFrom, published: no, records: records.length, settled, done });
    sending.records += records.length;
    deps.onLeft(one);
  }
}

function recordSome(sending: Sending): Promise<void> | undefined {
  const entries = takePart(sending.sent);
  return entries.length === 0 ? undefined : record(sending, entries);
}

async function record(sending: Sending, entries: SentEntry[]): Promise<void> {
  const { deps, ahead, until } = sending;
  failpoint('game_send_to_commit', () => hasActions(entries));
  const live = await until(() => deps.commit(toBatch(entries)));
  failpoint('game_commit_to_ack', () => hasActions(entries));
  if (entries.some(({ rows }) => rows.busEvents.length > 0)) deps.onOutbox();
  for (const { book } of entries) if (!live.has(book.shard)) deps.onLost(book);
  const ours = entries.filter(({ book }) => !book.loss.isLost);
  const shards = new Set(ours.map(({ book }) => book.shard));
  await until(() =>
    Promise.all(
      [...shards].map(async (shard) => {
        const some = ours.filter(({ book }) => book.shard === shard);
        const settled = some.flatMap(({ settled: ids }) => ids);
        const nos = some.flatMap(({ rows }) => rows.log.map(({ no }) => no));
        if (settled.length > 0) await deps.settle(shard, settled);
        if (nos.length > 0) await ahead.forget(shard, nos);
      }),
    ),
  );
  for (const { records } of entries) sending.records -= records;
  for (const { done } of ours) for (const tell of done) tell();
}
