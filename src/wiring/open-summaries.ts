import type pg from 'pg';
import type { Config } from '../core/config.js';
import type { Logger } from '../core/logger.js';
import type { Scribe } from '../planner/llm/scribe.js';
import { createSummaries, type Summaries } from '../runs/summaries.js';
import type { Closers } from './closers.js';

/** Summaries of long sessions, kept up beside the turns. */
export function openSummaries(
  { planner }: Pick<Config, 'planner'>,
  {
    pool,
    scribe,
    logger,
    closers,
  }: { pool: pg.Pool; scribe: Scribe | undefined; logger: Logger; closers: Closers },
): Summaries {
  const summaries = createSummaries({
    pool,
    budget: planner.historyTokens,
    summarise: scribe?.summarise,
    onError: (error) => logger.warn({ err: error }, 'a summary is late, or made without the model'),
  });
  closers.add('summaries', summaries.close);
  return summaries;
}
