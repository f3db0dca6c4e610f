import { z } from 'zod';

const count = z.coerce.number().int().positive();

export interface PlannerSettings {
  /** Steps of a plan of the model that are done or to do. */
  maxSteps: number;
  maxReplans: number;
  maxParallelTools: number;
  /** From this confidence of the rules' route on, no model is asked for one. */
  sureRoute: number;
  historyTokens: number;
  /** Who reads in messages what their writers say of themselves: the rules, and the model too where there is one. */
  extraction: 'model' | 'rules';
  resultTokens: number;
}

/** The settings of the planner, as they are in the environment. */
export const PLANNER_ENVIRONMENT = {
  MAX_STEPS: count.max(32).default(8),
  MAX_REPLANS: z.coerce.number().int().min(0).max(5).default(2),
  MAX_PARALLEL_TOOLS: count.max(32).default(4),
  SURE_ROUTE: z.coerce.number().min(0).max(1).default(0.8),
  HISTORY_TOKENS: count.default(1500),
  MEMORY_EXTRACTION: z.enum(['model', 'rules']).default('model'),
  RESULT_TOKENS: count.default(4000),
};

const PlannerEnvironment = z.object(PLANNER_ENVIRONMENT);

export function toPlannerSettings(e: z.infer<typeof PlannerEnvironment>): PlannerSettings {
  return {
    maxSteps: e.MAX_STEPS,
    maxReplans: e.MAX_REPLANS,
    maxParallelTools: e.MAX_PARALLEL_TOOLS,
    sureRoute: e.SURE_ROUTE,
    historyTokens: e.HISTORY_TOKENS,
    extraction: e.MEMORY_EXTRACTION,
    resultTokens: e.RESULT_TOKENS,
  };
}
