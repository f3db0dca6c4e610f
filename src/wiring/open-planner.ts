import type { Config } from '../core/config.js';
import type { TextEmbeddings } from '../llm/embeddings/text-embeddings.js';
import { loadPrompts } from '../llm/prompts.js';
import { createLlmPlanner } from '../planner/llm/llm-planner.js';
import { createScribe, type Scribe } from '../planner/llm/scribe.js';
import { PROMPT_FILES } from '../planner/llm/prompt-files.js';
import type { Planner } from '../planner/planner.js';
import { openMeaning } from '../planner/meaning/open-meaning.js';
import { withStrategy } from '../planner/strategy/with-strategy.js';
import { createRulesPlanner } from '../planner/rules/rules-planner.js';
import { openModel, type ModelOpening } from './open-model.js';

export interface OpenedPlanner {
  planner: Planner;
  /** What the model writes beside the turns, where there is one. */
  scribe?: Scribe;
  /** For a person: "llm (gpt-4.1-mini at api.openai.com)". */
  description: string;
}

/** The planner the settings ask for: the model's where they name one, its prompts checked; else the rules. */
export async function openPlanner(
  config: Pick<Config, 'model' | 'planner' | 'game'>,
  deps: ModelOpening & { embeddings: TextEmbeddings },
): Promise<OpenedPlanner> {
  return openPlannerOver(createRulesPlanner(await openMeaning(deps.embeddings)), config, deps);
}

/** The same over rules that are open already. */
export async function openPlannerOver(
  phrases: Planner,
  config: Pick<Config, 'model' | 'planner' | 'game'>,
  deps: ModelOpening,
): Promise<OpenedPlanner> {
  const rules = withStrategy(phrases);
  const opened = await openModel(config, deps);
  if (opened === undefined) return { planner: rules, description: 'rules and meaning (no model key set)' };
  const { models } = opened;
  const prompts = loadPrompts(PROMPT_FILES);
  const planner = createLlmPlanner({
    models,
    rules,
    prompts,
    limits: { ...config.planner, matchTokens: config.game.matchTokens },
    metrics: deps.metrics,
  });
  return { planner, scribe: createScribe({ models, prompts }), description: `llm (${opened.description})` };
}
