import type pg from 'pg';
import type { Clock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import type { Telemetry } from '../core/telemetry.js';
import type { TextEmbeddings } from '../llm/embeddings/text-embeddings.js';
import type { RecentMemory } from '../memory/recent.js';
import type { Planner } from '../planner/planner.js';
import type { Closers } from './closers.js';
import { openCountedEmbeddings } from './open-embeddings.js';
import { openMemory } from './open-memory.js';
import { openPlanner, type OpenedPlanner } from './open-planner.js';
import type { RunsOpening } from './open-runs.js';
import { openSummaries } from './open-summaries.js';

export interface MindParts {
  config: Config;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  telemetry: Telemetry;
  closers: Closers;
  /** In the place of the one the settings ask for. */
  planner: Planner | undefined;
}

/** The planner, and what is remembered of people and of long conversations. */
export async function openMind(
  parts: MindParts,
  offline: TextEmbeddings,
  { pool, recent }: { pool: pg.Pool; recent: RecentMemory },
): Promise<OpenedPlanner & Pick<RunsOpening, 'memories' | 'summaries'>> {
  const { config, planner } = parts;
  const embeddings = config.embeddings === undefined ? offline : openCountedEmbeddings(config, parts);
  const opened: OpenedPlanner =
    planner === undefined
      ? await openPlanner(config, { ...parts, pool, embeddings: offline })
      : { planner, description: planner.name };
  const memories = openMemory(config, { ...parts, pool, embeddings, recent, scribe: opened.scribe });
  const summaries = openSummaries(config, { ...parts, pool, scribe: opened.scribe });
  return { ...opened, memories, summaries };
}
