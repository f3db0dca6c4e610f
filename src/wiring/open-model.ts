import type pg from 'pg';
import type { Clock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import { pause } from '../core/deadline.js';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import type { ModelSettings } from '../core/model-settings.js';
import type { Telemetry } from '../core/telemetry.js';
import { openCassette } from '../llm/cassette/open-cassette.js';
import { createModelSource } from '../llm/chat-model.js';
import type { ModelSource } from '../llm/model.js';
import { redactText } from '../policy/text/redact.js';
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
  telemetry: Telemetry;
}

/** The language model the settings name, its calls on record; undefined where they name none. Nothing is asked yet. */
export async function openModel(
  { model: settings }: Pick<Config, 'model'>,
  deps: ModelOpening,
): Promise<OpenedModel | undefined> {
  if (settings === undefined) return undefined;
  const { pool, clock, metrics, logger, telemetry } = deps;
  const scrub = (text: string): string => redactText(text).text;
  const fetch = await openCassette(settings, { scrub, now: clock.now() });
  const models = createModelSource({
    settings,
    metrics,
    logger,
    clock,
    telemetry,
    random: Math.random,
    wait: pause,
    ...(fetch === undefined ? {} : { fetch }),
    records: {
      reserve: (call, budgets) => reserveModelCall(pool, call, budgets),
      settle: (call) => settleModelCall(pool, call),
    },
  });
  metrics.observe({ modelBreakers: models.breakerStates });
  return { models, description: describe(settings) };
}

function describe({ name, baseUrl, fallbackName, cassette }: ModelSettings): string {
  if (cassette?.mode === 'replay') return `${name} as recorded in ${cassette.file}`;
  const second = fallbackName === undefined ? '' : `, then ${fallbackName}`;
  return `${name} at ${new URL(baseUrl).host}${second}`;
}
