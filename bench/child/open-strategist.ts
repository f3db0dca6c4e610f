import type pg from 'pg';
import type { Strategist } from '../../src/contracts/game-strategy.js';
import { systemClock } from '../../src/core/clock.js';
import { readConfig } from '../../src/core/config.js';
import { createLogger } from '../../src/core/logger.js';
import { createMetrics } from '../../src/core/metrics.js';
import { NO_TELEMETRY } from '../../src/core/telemetry.js';
import { createInProcessRecentMemory } from '../../src/memory/recent-in-process.js';
import { createRulesPlanner } from '../../src/planner/rules/rules-planner.js';
import { NO_MEMORIES } from '../../src/runs/run-memories.js';
import { createRunStrategist } from '../../src/runs/strategist.js';
import { createClosers } from '../../src/wiring/closers.js';
import { openPlannerOver } from '../../src/wiring/open-planner.js';
import { openRuns } from '../../src/wiring/open-runs.js';
import { openServices } from '../../src/wiring/open-services.js';

/** The strategist of production: runs of the player graph over the sandbox's XEngine and the model the settings name. */
export async function openStrategist(
  pool: pg.Pool,
): Promise<{ strategist: Strategist; stop: () => Promise<unknown> }> {
  const config = readConfig({ ...process.env, ENV: 'test' });
  const [metrics, logger, closers] = [createMetrics(), createLogger({ logLevel: 'silent' }), createClosers()];
  const common = { pool, metrics, logger, clock: systemClock, telemetry: NO_TELEMETRY };
  const services = await openServices(config, { ...common, closers });
  const { planner } = await openPlannerOver(createRulesPlanner(), config, common);
  const runs = openRuns(config, {
    ...common,
    planner,
    tools: services.tools,
    recent: createInProcessRecentMemory(systemClock),
    memories: NO_MEMORIES,
    matches: { of: () => Promise.resolve(undefined) },
    onOutbox: () => undefined,
  });
  await runs.start();
  const stop = async (): Promise<void> => {
    await runs.drain(1_000);
    await closers.closeAll();
  };
  return { strategist: createRunStrategist(runs), stop };
}
