import type { Model, ModelMessage, ModelPrompt, ModelSource } from '../../llm/model.js';
import type { Prompts } from '../../llm/prompts.js';
import type { Planner, PlannerRun, Turn } from '../planner.js';
import { dataBlock } from './data-block.js';
import { summaryPrompt, tellHistory, type SummaryCache } from './history.js';
import type { LlmLimits } from './limits.js';
import { createTurnModel, type LlmMetrics, type TurnModel } from './turn-model.js';

export interface LlmPlannerDeps {
  models: ModelSource;
  /** Takes the turn over where the model fails, and is asked for every route. */
  rules: Planner;
  prompts: Prompts;
  limits: LlmLimits;
  metrics: LlmMetrics;
}

/** What the planner works with during one run. */
export interface RunDesk {
  run: PlannerRun;
  rules: Planner;
  limits: LlmLimits;
  metrics: LlmMetrics;
  model: TurnModel;
  /** On the clock of `performance.now()`. */
  openedAt: number;
  /** What earlier attempts of the run have said to the person. */
  said: string;
  /** `system` are the templates of the instructions, `user` those of the request with its data. */
  prompt(turn: Turn, files: { system: string[]; user: string[] }, values: Values): Promise<ModelPrompt>;
  /** The same prompt with an answer that cannot be used, and what is wrong with it. */
  repairPrompt(first: ModelPrompt, output: string, problems: readonly string[]): ModelPrompt;
}

type Values = Readonly<Record<string, string>>;

const MAX_MESSAGE = 8000;
const MAX_OUTPUT = 8000;
const MAX_REMEMBERED = 2000;

export function createRunDesk(deps: LlmPlannerDeps, run: PlannerRun, cache: SummaryCache): RunDesk {
  const { rules, limits, metrics } = deps;
  const prompts = promptsFor(deps, run);
  const calls = run.stored.flatMap((event) => (event.type === 'model.finished' ? [event.outcome] : []));
  const { sessionId } = run;
  const model = createTurnModel(openFor(deps, run, calls.length), metrics, calls);
  let history: Promise<string> | undefined;
  const historyOf = (turn: Turn): Promise<string> =>
    (history ??= tellHistory(turn, {
      sessionId,
      cache,
      budget: limits.historyTokens,
      summarise: (messages) => summarise({ prompts, model }, turn, messages),
    }));
  return {
    run,
    rules,
    limits,
    metrics,
    model,
    openedAt: performance.now(),
    said: run.stored.map((event) => (event.type === 'text.delta' ? event.text : '')).join(''),
    async prompt(turn, { system, user }, values) {
      const all = { ...values, ...valuesOf(turn), history: await historyOf(turn) };
      const [first, second] = [prompts.render(system, all), prompts.render(user, all)];
      const messages: ModelMessage[] = [
        { role: 'system', content: first.text },
        { role: 'user', content: second.text },
      ];
      return { messages, version: `${first.version}.${second.version}` };
    },
    repairPrompt(first, output, problems) {
      const list = dataBlock('problems', problems.map((one) => `- ${one}`).join('\n'), MAX_OUTPUT);
      const { text, version } = prompts.render(['shared/repair.md'], { problems: list });
      const answer: ModelMessage = { role: 'assistant', content: output.slice(0, MAX_OUTPUT) || '(nothing)' };
      const messages: ModelMessage[] = [...first.messages, answer, { role: 'user', content: text }];
      return { messages, version: `${first.version}.${version}` };
    },
  };
}

function promptsFor({ prompts }: LlmPlannerDeps, { prompt }: PlannerRun): Prompts {
  return prompt === undefined ? prompts : prompts.edited(prompt.file, prompt.text);
}

function openFor({ models, limits }: LlmPlannerDeps, run: PlannerRun, callsBefore: number): Model {
  const { runId, sessionId, userId, mode, matchId, emit } = run;
  return models.open({
    runId,
    sessionId,
    userId,
    mode,
    emit,
    callsBefore,
    ...(matchId !== undefined &&
      limits.matchTokens > 0 && { match: { id: matchId, tokens: limits.matchTokens } }),
  });
}

/** Events are read in the order of their numbers, so the text comes out as it was said. */
function valuesOf(turn: Turn): Values {
  return {
    mode: turn.mode,
    today: turn.now.toISOString().slice(0, 10),
    user: turn.userId,
    message: dataBlock('message of the person', turn.text, MAX_MESSAGE),
    remembered: [
      dataBlock('remembered', JSON.stringify(turn.dialog), MAX_REMEMBERED),
      ...memoriesOf(turn),
    ].join('\n'),
  };
}

/** What the person said long ago, as data. */
function memoriesOf({ memories = [] }: Turn): string[] {
  const lines = memories.map(({ kind, text }) => `- ${kind}: ${text}`);
  return lines.length === 0
    ? []
    : [
        dataBlock(
          'what is remembered of the person from earlier conversations',
          lines.join('\n'),
          MAX_REMEMBERED,
        ),
      ];
}

async function summarise(
  { prompts, model }: { prompts: Prompts; model: TurnModel },
  { signal }: Turn,
  messages: string,
): Promise<string | undefined> {
  const { text, version } = prompts.render(['shared/summary.md'], { messages });
  const prompt = summaryPrompt(text, version);
  return model.tryAsk((one) => one.text({ purpose: 'summary', prompt, signal, onText: () => undefined }));
}
