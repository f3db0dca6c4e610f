import type { Mode } from '../src/contracts/mode.js';

/** All that makes one mode differ from another. */
export interface ModeDefinition {
  mode: Mode;
  /** Who can take a turn; the planner's router chooses one. */
  specialists: readonly string[];
  /** The only tools this mode may ever call, whatever a planner says. */
  tools: readonly string[];
}
