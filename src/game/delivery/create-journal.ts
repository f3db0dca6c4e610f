import type { Journal, JournalDeps } from './journal.js';
import { createRecordFirst } from './record-first.js';
import { createSendFirst } from './send-first.js';

/**
 * Has actions leave and puts on record what happened, of all matches at once; only then is the stream told. What comes while one
 * step is under way gathers for the next.
 */
export function createJournal(deps: JournalDeps): Journal {
  const { ahead } = deps.outlet;
  return ahead === undefined ? createRecordFirst(deps) : createSendFirst(deps, ahead);
}
