import { systemClock } from '../core/clock.js';
import { createInProcessRecentMemory } from '../memory/recent-in-process.js';
import { withRecord } from '../memory/recent.js';
import { createScribe } from '../planner/llm/scribe.js';
import type { Planner, Turn } from '../planner/planner.js';
import { NO_MEMORIES, type RunMemories } from '../runs/run-memories.js';
import { createSummaries } from '../runs/summaries.js';
import { listRecentMessages } from '../store/sessions.js';
import type { InMemoryModel } from './in-memory-model.js';
import { PROMPTS } from './llm-turn.js';
import { startRunHarness, type RunHarness } from './run-harness.js';

/** What a turn is told of the past at the most. */
export const HISTORY_TOKENS = 1500;

/** Somebody of whom much is remembered that matters to every turn. */
const REMEMBERED: RunMemories = {
  ...NO_MEMORIES,
  isKept: () => true,
  recall: async () =>
    Array.from({ length: 6 }, (_, n) => ({
      id: `m${n}`,
      kind: 'fact' as const,
      text: `My ${n}. favourite colour is ${'very '.repeat(20)}blue`,
      score: 1 - n / 10,
      parts: { lexical: 1, vector: null, recency: 1, importance: 1 },
    })),
};

/** A service with long conversations, whose planner shows what it is given. */
export interface LongSessions {
  harness: RunHarness;
  turns: Turn[];
  /** What went wrong beside the turns. */
  errors: unknown[];
  close(): Promise<void>;
}

/** Over the database of `url`; with a model that sums up, or rules that do. */
export async function openLongSessions(
  url: string,
  planner: Planner,
  model?: InMemoryModel,
): Promise<LongSessions> {
  const turns: Turn[] = [];
  const seen: Planner = {
    ...planner,
    forRun: (run) => {
      const own = planner.forRun?.(run) ?? planner;
      return {
        ...own,
        route(turn) {
          turns.push(turn);
          return own.route(turn);
        },
      };
    },
  };
  const errors: unknown[] = [];
  const service: { summaries?: ReturnType<typeof createSummaries> } = {};
  const recent = withRecord(createInProcessRecentMemory(systemClock), {
    load: async (sessionId, n) => listRecentMessages(harness.store.pool, sessionId, n),
    onError: (error) => errors.push(error),
  });
  const harness: RunHarness = await startRunHarness(url, {
    planner: seen,
    recent,
    memories: REMEMBERED,
    summaries: {
      find: async (sessionId, before) => service.summaries?.find(sessionId, before),
      grown: (run) => service.summaries?.grown(run),
    },
  });
  service.summaries = createSummaries({
    pool: harness.store.pool,
    budget: HISTORY_TOKENS,
    summarise: model && createScribe({ models: model, prompts: PROMPTS }).summarise,
    onError: (error) => errors.push(error),
  });
  const close = async (): Promise<void> => {
    await service.summaries?.close();
    await harness.close();
  };
  return { harness, turns, errors, close };
}

/** What is said in a turn: longer and shorter ones. */
export const messageOf = (turn: number): string =>
  `tell me about thing number ${turn}, and all that ${'belongs to it and '.repeat((turn % 7) * 2)}goes with it`;

/** So many turns, one after the other; gives their runs. */
export async function talk(
  { harness: { runs } }: LongSessions,
  session: string,
  count: number,
): Promise<string[]> {
  const runIds: string[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const said = await runs.accept({
      mode: 'support',
      userId: 'ann',
      sessionId: session,
      message: messageOf(turn),
      dryRun: false,
    });
    await runs.result(said.runId, AbortSignal.timeout(10_000));
    runIds.push(said.runId);
  }
  return runIds;
}
