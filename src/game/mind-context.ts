import type { MindLimits } from './mind-limits.js';
import type { MindState } from './mind-state.js';

/** What every part of a mind works on. */
export interface MindContext {
  matchId: string;
  player: string;
  seed: number;
  /** Whether lines are written for NPCs elsewhere: else each says one of its own at once. */
  hasWriter: boolean;
  /** Whether what has worked before is recalled elsewhere when a boss comes. */
  hasMemories: boolean;
  limits: MindLimits;
  state: MindState;
}
