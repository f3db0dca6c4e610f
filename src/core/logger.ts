import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.js';

export type { Logger };

/** Never written, wherever in a record they appear: credentials, and what people said. */
const SECRET_KEYS = ['authorization', 'cookie', 'password', 'token', 'api_key', 'apiKey', 'text'];

export interface LogOutput {
  /** Stdout where it is left out. */
  destination?: DestinationStream;
  /** The last look at every line before it is written: takes secrets out. */
  scrub?: (line: string) => string;
}

/** JSON lines. Ids go on child loggers; message text and secrets go nowhere. */
export function createLogger(
  config: Pick<Config, 'logLevel'>,
  { destination, scrub }: LogOutput = {},
): Logger {
  const options = {
    ...(scrub === undefined ? {} : { hooks: { streamWrite: scrub } }),
    level: config.logLevel,
    base: { service: 'veze-copilot' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
