import type { ForkSummary } from '../../contracts/run.js';
import { listForks } from '../../store/forks.js';
import { ALL_SCOPES } from '../accept-run.js';
import { findOwnRun } from '../cancel-run.js';
import { orUnavailable } from '../or-unavailable.js';
import type { RunEngine, RunsDeps } from '../run-engine.js';
import type { Accepted, ForkCall, Runs } from '../runs.js';
import { takeIn } from '../take-in.js';
import { acceptFork } from './accept-fork.js';

/** What may be asked about forks; `admit` throws where nothing can be taken on, else gives the trace of the request. */
export function createForking(
  deps: RunsDeps,
  engine: RunEngine,
  admit: () => string | null,
): Pick<Runs, 'fork' | 'listForks' | 'listPrompts'> {
  return {
    fork: async (request) => fork(deps, engine, { ...request, traceparent: admit() }),
    listForks: (runId, userId) => orUnavailable(listOwnForks(deps, runId, userId)),
    listPrompts: () => [...(deps.planner.prompts?.texts ?? [])].map(([file, text]) => ({ file, text })),
  };
}

async function fork(
  { pool, planner }: RunsDeps,
  engine: RunEngine,
  request: ForkCall & { traceparent: string | null },
): Promise<Accepted> {
  const { toolsOf, plan } = engine;
  const call = { scopes: ALL_SCOPES, ...request };
  const run = await orUnavailable(acceptFork({ pool, planner, toolsOf, maxSteps: plan.maxSteps }, call));
  // A line of its own: it is no turn of its session.
  takeIn(engine, { runId: run.runId, sessionId: run.runId });
  return { runId: run.runId, sessionId: run.sessionId };
}

async function listOwnForks(deps: RunsDeps, runId: string, userId: string): Promise<ForkSummary[]> {
  await findOwnRun(deps, runId, userId);
  return listForks(deps.pool, runId, userId);
}
