import { MODES } from '../../graphs/modes.js';
import type { Mode } from '../contracts/mode.js';
import type { Route, RunEvent, RunEventBody } from '../contracts/run-event.js';
import { loadPrompts } from '../llm/prompts.js';
import type { LlmLimits } from '../planner/llm/limits.js';
import { createLlmPlanner } from '../planner/llm/llm-planner.js';
import { PROMPT_FILES } from '../planner/llm/prompt-files.js';
import type { Outcome, Planner, Progress, Turn } from '../planner/planner.js';
import { createRulesPlanner } from '../planner/rules/rules-planner.js';
import { fakeTurn } from '../planner/rules/testing/fake-turn.js';
import { createServices } from '../services/services.js';
import type { ServiceTool } from '../services/service-tool.js';
import { createInMemoryModel, type Answer, type InMemoryModel } from './in-memory-model.js';

const NOWHERE = 'http://127.0.0.1:9';
const { tools } = createServices({
  timeoutMs: 1,
  baseUrls: {
    email: NOWHERE,
    commerce: NOWHERE,
    rag: NOWHERE,
    xengine: NOWHERE,
    game: NOWHERE,
    social: NOWHERE,
    sports: NOWHERE,
  },
});

/** The tools a mode has, with their real schemas; none is called. */
export function toolsOf(mode: Mode): ReadonlyMap<string, ServiceTool> {
  const allowed = new Set(MODES[mode].tools);
  return new Map([...tools].filter(([name]) => allowed.has(name)));
}

export function realTurn(mode: Mode, text: string, overrides: Partial<Turn> = {}): Turn {
  return { ...fakeTurn(mode, text, { tools: toolsOf(mode) }), ...overrides };
}

export const LIMITS: LlmLimits = {
  sureRoute: 0.8,
  maxSteps: 8,
  resultTokens: 3000,
  matchTokens: 0,
};

export const PROMPTS = loadPrompts(PROMPT_FILES);

export interface LlmTurn {
  planner: Planner;
  model: InMemoryModel;
  counted: { repaired: string[]; fellBack: string[] };
}

/** The planner of one run over a model that answers as told; `stored` is what earlier attempts have put on the log. */
export function startTurn(
  mode: Mode,
  answers: readonly Answer[],
  options: { stored?: RunEventBody[]; limits?: Partial<LlmLimits> } = {},
): LlmTurn {
  const model = createInMemoryModel(answers);
  const counted = { repaired: [] as string[], fellBack: [] as string[] };
  const planner = createLlmPlanner({
    models: model,
    rules: createRulesPlanner(),
    prompts: PROMPTS,
    limits: { ...LIMITS, ...options.limits },
    metrics: {
      modelRepaired: (purpose) => void counted.repaired.push(purpose),
      modelFellBack: (cause) => void counted.fellBack.push(cause),
    },
  });
  const stored = (options.stored ?? []).map((body, index): RunEvent => ({
    seq: index + 1,
    run_id: 'r',
    session_id: 's',
    at: '',
    ...body,
  }));
  const run = { runId: 'r', sessionId: 's', userId: 'pilot', mode, stored, emit: () => undefined };
  return { planner: planner.forRun?.(run) ?? planner, model, counted };
}

/** The reply to a plan that has ended, with the pieces it was spoken in. */
export async function respondTo(
  { planner }: LlmTurn,
  { turn, route, progress }: { turn: Turn; route: Route; progress: Progress },
): Promise<Outcome & { pieces: string[] }> {
  const pieces: string[] = [];
  const outcome = await planner.respond(turn, route, progress, (piece) => void pieces.push(piece));
  return { ...outcome, pieces };
}
