import { EventEmitter, on } from 'node:events';
import type { NumberedAction } from '../../contracts/game-door.js';
import { isAbort } from '../../core/errors.js';
import type { ActionOutlet } from './action-outlet.js';

export interface FollowDeps {
  outlet: ActionOutlet;
  /** The actions on record after number `after`, in order, at most `limit`. */
  list: (
    of: { matchId: string; player: string },
    page: { after: number; limit: number },
  ) => Promise<NumberedAction[]>;
  /** Those that have left and may not be on record yet, in order. */
  listAhead: (of: { matchId: string; player: string }) => Promise<NumberedAction[]>;
}

const PAGE = 200;

/** A player's actions in a match after number `after`, each once and in order: those on record, then those that leave. */
export async function* followActions(
  deps: FollowDeps,
  of: { matchId: string; player: string },
  { after, signal }: { after: number; signal: AbortSignal },
): AsyncGenerator<NumberedAction> {
  const leaving = new EventEmitter();
  const stop = await deps.outlet.subscribe(({ matchId, numbered }) => {
    if (matchId === of.matchId && numbered.action.player === of.player) leaving.emit('action', numbered);
  });
  // Listens before it reads, so that what leaves meanwhile is not missed.
  const live = on(leaving, 'action', { signal }) as AsyncIterable<[NumberedAction]>;
  try {
    let last = after;
    // Read before the record: what is in neither has yet to leave.
    const ahead = await deps.listAhead(of);
    for (let page = await deps.list(of, { after: last, limit: PAGE }); ;) {
      for (const numbered of page) {
        last = numbered.n;
        yield numbered;
      }
      if (page.length < PAGE) break;
      page = await deps.list(of, { after: last, limit: PAGE });
    }
    for (const numbered of ahead) {
      if (numbered.n <= last) continue;
      last = numbered.n;
      yield numbered;
    }
    for await (const [numbered] of live) {
      if (numbered.n <= last) continue;
      last = numbered.n;
      yield numbered;
    }
  } catch (error) {
    if (!isAbort(error, signal)) throw error;
  } finally {
    stop();
  }
}
