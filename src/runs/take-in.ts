import { failpoint } from '../core/failpoint.js';
import type { RunEngine } from './run-engine.js';
import type { QueuedRun } from './run-queue.js';

/** Has a run begun that was accepted here. */
export function takeIn(engine: RunEngine, run: QueuedRun): void {
  failpoint('after_accept');
  // A look at the record may have taken the run up before the answer to the commit got here.
  if (!engine.feed.has(run.runId)) engine.feed.open(run.runId, []);
  engine.queue.add(run);
}
