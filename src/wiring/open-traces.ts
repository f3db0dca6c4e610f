import type { Config } from '../core/config.js';
import type { Logger } from '../core/logger.js';
import { openTelemetry, type Telemetry } from '../core/telemetry.js';
import type { Closers } from './closers.js';

/** Opened first, so that it is closed last: what the others do while they close is traced too. */
export async function openTraces(config: Config, logger: Logger, closers: Closers): Promise<Telemetry> {
  const onError = (error: Error): void => logger.warn({ err: error }, 'spans could not be sent');
  const telemetry = await openTelemetry({ endpoint: config.otlpEndpoint, onError });
  closers.add('telemetry', telemetry.close);
  return telemetry;
}
