import type pg from 'pg';
import type { LiveMatches } from '../contracts/match-view.js';
import type { Clock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import type { Telemetry } from '../core/telemetry.js';
import { withRecord, type RecentMemory } from '../memory/recent.js';
import { withLiveMatch } from '../planner/live-match/with-live-match.js';
import type { Planner } from '../planner/planner.js';
import { createRuns, type RunsService } from '../runs/create-runs.js';
import type { RunMemories } from '../runs/run-memories.js';
import type { Summaries } from '../runs/summaries.js';
import type { ServiceTool } from '../services/service-tool.js';
import { listRecentMessages } from '../store/sessions.js';

export interface RunsOpening {
  pool: pg.Pool;
  clock: Clock;
  metrics: Metrics;
  telemetry: Telemetry;
  logger: Logger;
  planner: Planner;
  tools: ReadonlyMap<string, ServiceTool>;
  recent: RecentMemory;
  memories: RunMemories;
  /** Left out for a service whose sessions are short. */
  summaries?: Summaries | undefined;
  /** The matches that are played here. */
  matches: LiveMatches;
  onOutbox: () => void;
}

/** What every door, and every eval, talks to. Nothing is taken up before its `start`. */
export function openRuns(config: Config, opening: RunsOpening): RunsService {
  const { pool, logger, metrics, planner, matches, recent, ...rest } = opening;
  const runs = createRuns({
    ...rest,
    pool,
    metrics,
    logger,
    planner: withLiveMatch(planner, matches),
    recent: withRecord(recent, {
      load: (sessionId, n) => listRecentMessages(pool, sessionId, n),
      onError: (error) => logger.warn({ err: error }, 'recent memory is away'),
    }),
    settings: config.runs,
    approvals: config.approvals,
    linkHosts: config.linkHosts,
    unkeyedServices: config.unkeyedServices,
    writeCaps: config.writeCaps,
    plan: config.planner,
  });
  metrics.observe({ queueDepth: runs.queueDepth, runningRuns: runs.running });
  return runs;
}
