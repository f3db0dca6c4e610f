import type { JsonValue } from '../../src/contracts/json.js';
import type { Expectation } from '../cases/expected.js';
import type { TurnTrace } from '../replay/trace.js';

/** One thing that is not as it should be: enough to understand it without looking anywhere else. */
export interface Finding {
  /** What is wrong, in a few words: "an argument of orders.refund". */
  what: string;
  expected: JsonValue;
  got: JsonValue;
}

/** Judges one side of a turn. */
export interface Scorer {
  name: string;
  /** What is wrong with the turn; undefined where nothing was expected of this side. */
  judge(expected: Expectation, turn: TurnTrace): Finding[] | undefined | Promise<Finding[] | undefined>;
}

/** What is not there, as JSON has it. */
export const NOTHING = null;
