import { createInProcessBus } from '../bus/bus-in-process.js';
import type { Bus } from '../bus/bus.js';
import type { RunEvent } from '../contracts/run-event.js';
import { systemClock } from '../core/clock.js';
import { createLogger } from '../core/logger.js';
import { createMetrics } from '../core/metrics.js';
import { createInProcessRecentMemory } from '../memory/recent-in-process.js';
import type { RecentMemory } from '../memory/recent.js';
import { createRuns, type RunsService } from '../runs/create-runs.js';
import type { RunsDeps } from '../runs/run-engine.js';
import { openStore, type Store } from '../store/database.js';
import { OPEN_GATE } from './open-gate.js';
import { createScriptedPlanner, type ScriptedPlanner } from './scripted-planner.js';
import { createStubTools, type StubTools } from './stub-tools.js';

export interface RunHarness {
  runs: RunsService;
  store: Store;
  stub: StubTools;
  planner: ScriptedPlanner;
  recent: RecentMemory;
  bus: Bus;
  /** All events of a run that has ended or will. */
  eventsOf(runId: string): Promise<RunEvent[]>;
  close(): Promise<void>;
}

export const HARNESS_SETTINGS = {
  maxRunning: 8,
  maxQueued: 100,
  timeoutMs: 10_000,
  leaseMs: 1_000,
  maxAttempts: 3,
};

/** Runs on a real database, with a scripted planner and tools that have no service behind them. */
export async function startRunHarness(
  databaseUrl: string,
  overrides: Partial<RunsDeps> = {},
): Promise<RunHarness> {
  const store = await openStore({ url: databaseUrl });
  const stub = createStubTools();
  const planner = createScriptedPlanner();
  const recent = overrides.recent ?? createInProcessRecentMemory(systemClock);
  const runs = createRuns({
    pool: store.pool,
    planner,
    tools: stub.tools,
    recent,
    clock: systemClock,
    metrics: createMetrics({ processMetrics: false }),
    logger: createLogger({ logLevel: 'silent' }),
    settings: HARNESS_SETTINGS,
    approvals: { tools: [], ttlMs: 60_000 },
    linkHosts: [],
    plan: { maxSteps: 8, maxReplans: 2, maxParallelTools: 4, historyTokens: 1500 },
    unkeyedServices: [],
    writeCaps: {},
    // What is asked of stub tools is not asked in words.
    ...(overrides.tools === undefined ? { gate: OPEN_GATE } : {}),
    onOutbox: () => undefined,
    ...overrides,
  });
  await runs.start();
  return {
    runs,
    store,
    stub,
    planner,
    recent,
    bus: createInProcessBus(),
    async eventsOf(runId) {
      const events: RunEvent[] = [];
      const signal = AbortSignal.timeout(10_000);
      for await (const event of runs.follow(runId, { after: 0, signal })) events.push(event);
      return events;
    },
    async close() {
      await runs.drain(1_000);
      await store.close();
    },
  };
}
