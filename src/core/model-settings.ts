import { z } from 'zod';
import type { ModelBudgets } from '../contracts/model-call.js';

/** US dollars for a million tokens. */
export interface Price {
  input: number;
  output: number;
}

export interface ModelSettings {
  /** Undefined: a server that asks for none. */
  apiKey: string | undefined;
  baseUrl: string;
  name: string;
  /** The smaller model. */
  fallbackName: string | undefined;
  /** For one call, its second attempt included. */
  timeoutMs: number;
  maxOutputTokens: number;
  /** A model that is not in it costs nothing. */
  prices: ReadonlyMap<string, Price>;
  budgets: ModelBudgets;
  /** Where the model's answers are recorded, or played back without asking a server. */
  cassette: { mode: 'record' | 'replay'; file: string } | undefined;
}

const OPENAI = 'https://api.openai.com/v1';

/** List prices; `MODEL_PRICES` adds to them and overrules them. */
const KNOWN_PRICES =
  'gpt-4.1=2/8,gpt-4.1-mini=0.4/1.6,gpt-4.1-nano=0.1/0.4,gpt-4o=2.5/10,gpt-4o-mini=0.15/0.6';

const ONE_PRICE = /^(?<name>[^=\s]+)\s*=\s*(?<input>\d+(?:\.\d+)?)\s*\/\s*(?<output>\d+(?:\.\d+)?)$/;

const prices = z.string().transform((text, context) => {
  const found = new Map<string, Price>();
  for (const one of text.split(',')) {
    const groups = ONE_PRICE.exec(one.trim())?.groups;
    if (groups === undefined) context.addIssue('must be like "gpt-4.1=2/8,my-model=0.1/0.3"');
    else
      found.set(groups['name'] ?? '', { input: Number(groups['input']), output: Number(groups['output']) });
  }
  return found;
});

const BUDGET = /^tokens\s*=\s*(?<tokens>\d{1,12})\s*,\s*usd\s*=\s*(?<usd>\d{1,9}(?:\.\d+)?)$/;

const budget = z.string().transform((text, context) => {
  const groups = BUDGET.exec(text.trim())?.groups;
  if (groups === undefined) context.addIssue('must be like "tokens=60000,usd=0.25"');
  return { tokens: Number(groups?.['tokens']), usd: Number(groups?.['usd']) };
});

const CASSETTE = /^(?<mode>record|replay):(?<file>.+)$/;

const cassette = z.string().transform((text, context) => {
  const { mode, file } = CASSETTE.exec(text.trim())?.groups ?? {};
  if (file === undefined) context.addIssue('must be like "record:FILE" or "replay:FILE"');
  return { mode: mode === 'record' ? ('record' as const) : ('replay' as const), file: file ?? '' };
});

const modelName = z.string().trim();

/** The settings of the language model, as they are in the environment. */
export const MODEL_ENVIRONMENT = {
  OPENAI_API_KEY: z.string().trim().optional(),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  OPENAI_MODEL: modelName.default('gpt-4.1-mini'),
  OPENAI_FALLBACK_MODEL: modelName.optional(),
  OPENAI_CASSETTE: cassette.optional(),
  MODEL_TIMEOUT_MS: z.coerce.number().int().positive().max(2_147_483_647).default(20_000),
  MODEL_MAX_OUTPUT_TOKENS: z.coerce.number().int().positive().default(4096),
  MODEL_PRICES: prices.default(new Map()),
  BUDGET_TURN: budget.default({ tokens: 100_000, usd: 0.5 }),
  BUDGET_SESSION: budget.default({ tokens: 1_000_000, usd: 5 }),
  BUDGET_DAY: budget.default({ tokens: 3_000_000, usd: 10 }),
};

const ModelEnvironment = z.object(MODEL_ENVIRONMENT);

/** The model the settings ask for; undefined where they name no key, no server and no cassette to replay. */
export function toModelSettings(e: z.infer<typeof ModelEnvironment>): ModelSettings | undefined {
  const isReplayed = e.OPENAI_CASSETTE?.mode === 'replay';
  if (e.OPENAI_API_KEY === undefined && e.OPENAI_BASE_URL === undefined && !isReplayed) return undefined;
  return {
    apiKey: e.OPENAI_API_KEY,
    baseUrl: e.OPENAI_BASE_URL ?? OPENAI,
    name: e.OPENAI_MODEL,
    fallbackName: e.OPENAI_FALLBACK_MODEL === e.OPENAI_MODEL ? undefined : e.OPENAI_FALLBACK_MODEL,
    timeoutMs: e.MODEL_TIMEOUT_MS,
    maxOutputTokens: e.MODEL_MAX_OUTPUT_TOKENS,
    prices: new Map([...prices.parse(KNOWN_PRICES), ...e.MODEL_PRICES]),
    budgets: { turn: e.BUDGET_TURN, session: e.BUDGET_SESSION, day: e.BUDGET_DAY },
    cassette: e.OPENAI_CASSETTE,
  };
}
