import { AppError } from '../core/errors.js';
import { acceptStrategyRun, type StrategyRequest } from './accept-strategy-run.js';
import { cancelRun } from './cancel-run.js';
import { orUnavailable } from './or-unavailable.js';
import type { RunEngine, RunsDeps } from './run-engine.js';
import type { Accepted } from './runs.js';
import { takeIn } from './take-in.js';

/** Accepts a question of the Player ASI, unless people wait; what was asked about the same match before is asked no more. */
export async function askForStrategy(
  deps: RunsDeps,
  engine: RunEngine,
  request: StrategyRequest,
): Promise<Accepted> {
  if (engine.queue.depth() > 0) throw new AppError('queue_full', 'People come first.');
  const { run, isNew, displaced } = await orUnavailable(acceptStrategyRun(deps.pool, request));
  if (isNew) takeIn(engine, run);
  for (const runId of displaced)
    await cancelRun(deps, engine, { runId, userId: run.userId, reason: 'interrupt' });
  return { runId: run.runId, sessionId: run.sessionId };
}
