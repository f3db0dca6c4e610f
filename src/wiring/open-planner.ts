import type { Config } from '../core/config.js';
import { loadPrompts } from '../llm/prompts.js';
import { createLlmPlanner } from '../planner/llm/llm-planner.js';
import { PROMPT_FILES } from '../planner/llm/prompt-files.js';
import type { Planner } from '../planner/planner.js';
import { createRulesPlanner } from '../planner/rules/rules-planner.js';
import { openModel, type ModelOpening } from './open-model.js';

export interface OpenedPlanner {
  planner: Planner;
  /** For a person: "llm (gpt-4.1-mini at api.openai.com)". */
  description: string;
}

/** The planner the settings ask for: the model's where they name one, its prompts checked; else the rules. */
export async function openPlanner(
  config: Pick<Config, 'model' | 'planner'>,
  deps: ModelOpening,
): Promise<OpenedPlanner> {
  const rules = createRulesPlanner();
  const opened = await openModel(config, deps);
  if (opened === undefined) return { planner: rules, description: 'rules (no model key set)' };
  const planner = createLlmPlanner({
    models: opened.models,
    rules,
    prompts: loadPrompts(PROMPT_FILES),
    limits: config.planner,
    metrics: deps.metrics,
  });
  return { planner, description: `llm (${opened.description})` };
}
