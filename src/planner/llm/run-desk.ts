import type { Model, ModelMessage, ModelPrompt, ModelSource } from '../../llm/model.js';
import type { Prompts } from '../../llm/prompts.js';
import type { Planner, PlannerRun, Turn } from '../planner.js';
import { dataBlock } from './data-block.js';
import { tellHistory } from './history.js';
import { markedMemories } from './memory-marks.js';
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
  prompt(turn: Turn, files: { system: string[]; user: string[] }, values: Values): ModelPrompt;
  /** The same prompt with an answer that cannot be used, and what is wrong with it. */
  repairPrompt(first: ModelPrompt, output: string, problems: readonly string[]): ModelPrompt;
}

type Values = Readonly<Record<string, string>>;

const MAX_MESSAGE = 8000;
const MAX_OUTPUT = 8000;
const MAX_REMEMBERED = 2000;
/** They have been brought within the budget of the past before. */
const MAX_MEMORIES = 20_000;

export function createRunDesk(deps: LlmPlannerDeps, run: PlannerRun): RunDesk {
  const { rules, limits, metrics } = deps;
  const prompts = promptsFor(deps, run);
  const calls = run.stored.flatMap((event) => (event.type === 'model.finished' ? [event.outcome] : []));
  const model = createTurnModel(openFor(deps, run, calls.length), metrics, calls);
  return {
    run,
    rules,
    limits,
    metrics,
    model,
    openedAt: performance.now(),
    said: run.stored.map((event) => (event.type === 'text.delta' ? event.text : '')).join(''),
    prompt(turn, { system, user }, values) {
      const all = { ...values, ...valuesOf(turn), ...pastOf(prompts, turn) };
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
  };
}

/** What was said before, and what is remembered, as data. */
function pastOf(prompts: Prompts, turn: Turn): Values {
  const { dialog, memories = [] } = turn;
  const block = dataBlock('memories', markedMemories(memories), MAX_MEMORIES);
  const remembered = [
    dataBlock('remembered', JSON.stringify(dialog), MAX_REMEMBERED),
    ...(memories.length === 0 ? [] : [prompts.render(['shared/memories.md'], { memories: block }).text]),
  ];
  return { history: tellHistory(turn), remembered: remembered.join('\n') };
}
