/** What bounds the planner; each is a setting. */
export interface LlmLimits {
  /** From this confidence on the rules' route stands and no model is asked. */
  sureRoute: number;
  /** Steps of one plan, replans included. */
  maxSteps: number;
  /** Tokens of a prompt that the results of the plan may take together. */
  resultTokens: number;
  /** Tokens that the strategist may use in one match, for all who play in it; 0 for no limit of its own. */
  matchTokens: number;
}
