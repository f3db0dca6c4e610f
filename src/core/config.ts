import { z } from 'zod';
import { ServiceName } from '../contracts/mode.js';
import { EMBEDDING_ENVIRONMENT, toEmbeddingSettings, type EmbeddingSettings } from './embedding-settings.js';
import { GAME_ENVIRONMENT, toGameSettings, type GameSettings } from './game-settings.js';
import { PLANNER_ENVIRONMENT, toPlannerSettings, type PlannerSettings } from './planner-settings.js';
import { MODEL_ENVIRONMENT, toModelSettings, type ModelSettings } from './model-settings.js';

const port = z.coerce.number().int().min(0).max(65_535);
/** Node fires a longer timer at once. */
const milliseconds = z.coerce.number().int().positive().max(2_147_483_647);
const count = z.coerce.number().int().positive();
const splitList = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
const names = z.string().transform(splitList);
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** The writes that wait for a person's yes unless the settings say otherwise. */
export const ASK_BY_DEFAULT: readonly string[] = ['checkout', 'orders.refund', 'email.send', 'social.post'];

/** How many writes a user may make with each tool in 24 hours unless the settings say otherwise. */
export const WRITE_CAPS: Readonly<Record<string, number>> = {
  'cart.create': 500,
  'cart.add': 500,
  checkout: 20,
  'orders.refund': 10,
  'email.send': 50,
  'social.post': 20,
  'game.execute': 500,
};

/** Every setting, with its default. The README's table lists the same names; a test compares the two. */
export const Environment = z.object({
  ENV: z.enum(['dev', 'test', 'prod']).default('dev'),
  HOST: z.string().optional(),
  PORT: port.default(8016),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:/, 'must start with postgres:// or postgresql://')
    .optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  SVC_EMAIL: httpUrl.optional(),
  SVC_COMMERCE: httpUrl.optional(),
  SVC_RAG: httpUrl.optional(),
  SVC_XENGINE: httpUrl.optional(),
  SVC_GAME: httpUrl.optional(),
  SVC_SOCIAL: httpUrl.optional(),
  SVC_SPORTS: httpUrl.optional(),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
  ANONYMOUS_USER: z.string().optional(),
  ALLOWED_ORIGINS: z.string().optional(),
  MAX_RUNNING: count.default(32),
  MAX_QUEUED: count.default(1000),
  RUN_TIMEOUT_MS: milliseconds.default(60_000),
  LEASE_MS: milliseconds.default(10_000),
  MAX_ATTEMPTS: count.default(3),
  TOOL_TIMEOUT_MS: milliseconds.default(8_000),
  APPROVALS: z.string().default(ASK_BY_DEFAULT.join(',')),
  APPROVAL_TTL_MS: milliseconds.default(15 * 60_000),
  UNKEYED_SERVICES: names.pipe(z.array(ServiceName)).default([]),
  WRITE_CAPS: z
    .string()
    .regex(
      /^\s*[\w.]+\s*=\s*\d{1,7}\s*(?:,\s*[\w.]+\s*=\s*\d{1,7}\s*)*$/,
      'must be like "checkout=20,email.send=50"',
    )
    .transform((text) => text.split(',').map((one) => one.trim().split(/\s*=\s*/)))
    .refine((caps) => caps.every(([tool = '']) => Object.hasOwn(WRITE_CAPS, tool)), {
      error: `may name ${Object.keys(WRITE_CAPS).join(', ')}`,
    })
    .transform((caps) => Object.fromEntries(caps.map(([tool = '', cap]) => [tool, Number(cap)])))
    .optional(),
  EVALS_REPORTS: z.string().default('evals/out'),
  LINK_HOSTS: z.string().default('veze.io,www.veze.io,helm.veze.io'),
  DRAIN_MS: milliseconds.default(10_000),
  ...PLANNER_ENVIRONMENT,
  ...MODEL_ENVIRONMENT,
  ...EMBEDDING_ENVIRONMENT,
  ...GAME_ENVIRONMENT,
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
});
export type Environment = z.infer<typeof Environment>;

export interface Config {
  env: 'dev' | 'test' | 'prod';
  host: string;
  port: number;
  dataDir: string;
  /** Undefined: the embedded Postgres in `dataDir`. */
  databaseUrl: string | undefined;
  /** Undefined: recent memory and bus in this process. */
  redisUrl: string | undefined;
  /** Base addresses without a trailing slash. A missing one is served by the sandbox in dev and test. */
  services: Partial<Record<ServiceName, string>>;
  logLevel: Environment['LOG_LEVEL'];
  /** Who a caller is who names no user. */
  anonymousUser: string;
  /** Origins of pages that may call us besides our own. */
  allowedOrigins: string[];
  runs: { maxRunning: number; maxQueued: number; timeoutMs: number; leaseMs: number; maxAttempts: number };
  /** The tools whose calls wait for a person's yes, and how long it can be given. */
  approvals: { tools: string[]; ttlMs: number };
  /** How many writes a user may make with each tool in 24 hours. */
  writeCaps: Readonly<Record<string, number>>;
  /** Services that may do a write twice where it is sent twice, whatever its `Idempotency-Key`. */
  unkeyedServices: ServiceName[];
  /** The hosts that replies may link to; links to any other are taken out. */
  linkHosts: string[];
  /** Where runs of the evals leave their reports. */
  evalsFolder: string;
  toolTimeoutMs: number;
  /** Undefined: the rules plan alone. */
  model: ModelSettings | undefined;
  planner: PlannerSettings;
  game: GameSettings;
  /** Undefined: an offline model makes the vectors. */
  embeddings: EmbeddingSettings | undefined;
  /** The collector that spans go to (OTLP over HTTP); undefined for none. */
  otlpEndpoint: string | undefined;
  drainMs: number;
}

/** Reads and checks the environment; throws one error that names every bad setting. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => (value?.trim() ?? '') !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new Error(`Settings are wrong:\n${z.prettifyError(parsed.error)}`);
  if (parsed.data.ENV === 'prod' && parsed.data.OPENAI_CASSETTE !== undefined)
    throw new Error(
      'Settings are wrong: OPENAI_CASSETTE would write down what people say; not with ENV=prod',
    );
  return toConfig(parsed.data);
}

function toConfig(e: Environment): Config {
  return {
    env: e.ENV,
    // A bare machine has no authentication in front of it: only itself may call.
    host: e.HOST ?? (e.ENV === 'prod' ? '0.0.0.0' : '127.0.0.1'),
    port: e.PORT,
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL,
    redisUrl: e.REDIS_URL,
    services: readServices(e),
    logLevel: e.LOG_LEVEL,
    anonymousUser: e.ANONYMOUS_USER ?? (e.ENV === 'prod' ? 'guest' : '1'),
    allowedOrigins: splitList(e.ALLOWED_ORIGINS ?? ''),
    runs: {
      maxRunning: e.MAX_RUNNING,
      maxQueued: e.MAX_QUEUED,
      timeoutMs: e.RUN_TIMEOUT_MS,
      leaseMs: e.LEASE_MS,
      maxAttempts: e.MAX_ATTEMPTS,
    },
    approvals: {
      tools: e.APPROVALS === 'none' ? [] : splitList(e.APPROVALS),
      ttlMs: e.APPROVAL_TTL_MS,
    },
    writeCaps: { ...WRITE_CAPS, ...e.WRITE_CAPS },
    unkeyedServices: e.UNKEYED_SERVICES,
    linkHosts: splitList(e.LINK_HOSTS),
    evalsFolder: e.EVALS_REPORTS,
    toolTimeoutMs: e.TOOL_TIMEOUT_MS,
    drainMs: e.DRAIN_MS,
    planner: toPlannerSettings(e),
    game: toGameSettings(e),
    model: toModelSettings(e),
    embeddings: toEmbeddingSettings(e),
    otlpEndpoint: e.OTEL_EXPORTER_OTLP_ENDPOINT,
  };
}

function readServices(e: Environment): Config['services'] {
  const services: Config['services'] = {};
  for (const name of ServiceName.options) {
    const url = e[`SVC_${name.toUpperCase()}` as keyof Environment];
    if (typeof url === 'string') services[name] = url;
  }
  const missing = ServiceName.options.filter((name) => services[name] === undefined);
  if (e.ENV === 'prod' && missing.length > 0) {
    throw new Error(
      `Settings are wrong: ENV=prod needs ${missing.map((n) => `SVC_${n.toUpperCase()}`).join(', ')}`,
    );
  }
  return services;
}
