import type pg from 'pg';
import type { Clock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import { pause } from '../core/deadline.js';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import { createModelSource } from '../llm/chat-model.js';
import type { ModelSource } from '../llm/model.js';
import { reserveModelCall, settleModelCall } from '../store/model-calls.js';

export interface OpenedModel {
  models: ModelSource;
  /** For a person: "gpt-4.1-mini at api.openai.com, then gpt-4.1-nano". */
  description: string;
}

export interface ModelOpening {
  pool: pg.Pool;
  clock: Clock;
  metrics: Metrics;
  logger: Logger;
}

/** The language model the settings name, its calls on record; undefined where they name none. Nothing is asked yet. */
export function openModel(
  { model: settings }: Pick<Config, 'model'>,
  deps: ModelOpening,
): OpenedModel | undefined {
  if (settings === undefined) return undefined;
  const { pool, clock, metrics, logger } = deps;
  const models = createModelSource({
    settings,
    metrics,
    logger,
    clock,
    random: Math.random,
    wait: pause,
    records: {
      reserve: (call, budgets) => reserveModelCall(pool, call, budgets),
      settle: (call) => settleModelCall(pool, call),
    },
  });
  metrics.observe({ modelBreakers: models.breakerStates });
  const second = settings.fallbackName === undefined ? '' : `, then ${settings.fallbackName}`;
  return { models, description: `${settings.name} at ${new URL(settings.baseUrl).host}${second}` };
}
