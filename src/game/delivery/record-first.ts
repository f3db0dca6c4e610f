import { recordsInBooks, senderOf, unwrittenOf, type Journal, type JournalDeps } from './journal.js';
import { createRound } from './round.js';
import { takeUnwritten, type Leaving } from './take-unwritten.js';
import { toBatch } from './to-batch.js';
import { untilDone } from './until-done.js';

/** For an outlet that keeps nothing: an action leaves once it is on record. */
export function createRecordFirst(deps: JournalDeps): Journal {
  let closed = false;
  let underWay: Leaving[] = [];
  const isClosed = (): boolean => closed;
  const round = createRound(() => {
    underWay = [];
    const books = unwrittenOf(deps);
    if (books.length === 0) return undefined;
    underWay = takeUnwritten(books, deps.limits);
    return deliver(deps, underWay, isClosed);
  });
  return {
    kick: () => void round.start().catch(deps.onError),
    flush: () => round.start(),
    unrecorded: () => underWay.reduce((sum, { what }) => sum + what.records.length, recordsInBooks(deps)),
    async close() {
      closed = true;
      await round.start().catch(deps.onError);
    },
  };
}

async function deliver(deps: JournalDeps, leaving: Leaving[], isClosed: () => boolean): Promise<void> {
  const { commit, outlet, onError, onLost } = deps;
  const until = <T>(work: () => Promise<T>): Promise<T> => untilDone(work, { isClosed, onError });
  const entries = leaving.map((one) => ({ ...one, published: one.book.published }));
  const live = await until(() => commit(toBatch(entries)));
  if (leaving.some(({ what }) => what.busEvents.length > 0)) deps.onOutbox();
  for (const { book } of leaving) if (!live.has(book.shard)) onLost(book);
  const ours = leaving.filter(({ book }) => !book.loss.isLost);
  const batches = ours
    .filter(({ what }) => what.actions.length > 0)
    .map(({ book, no, what: { actions } }) => ({ ...senderOf(book), no, actions, rows: undefined }));
  if (batches.length > 0) await until(() => outlet.publish(batches));
  for (const { book, no } of ours) book.published = no;
  for (const one of ours) {
    if (one.what.settled.length > 0) await until(() => deps.settle(one.book.shard, one.what.settled));
    for (const done of one.what.done) done();
    deps.onLeft(one);
  }
}
