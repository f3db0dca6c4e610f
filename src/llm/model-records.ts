import type { BudgetLimit, EndedModelCall, ModelBudgets, PlannedModelCall } from '../contracts/model-call.js';

/** The record of all calls of all replicas, which the budgets are counted from. */
export interface ModelRecords {
  /**
   * Puts a call on record before it is made, so that it counts from then on; where it would break a limit it is not put on
   * record, and the limit is given back. Calls of one user that are made at once see each other.
   */
  reserve(call: PlannedModelCall, budgets: ModelBudgets): Promise<BudgetLimit | undefined>;
  /** What it came to in the end. */
  settle(call: EndedModelCall): Promise<void>;
}
