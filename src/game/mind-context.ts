import type { MindLimits } from './mind-limits.js';
import type { MindState } from './mind-state.js';

/** What every part of a mind works on. */
export interface MindContext {
  matchId: string;
  player: string;
  seed: number;
  limits: MindLimits;
  state: MindState;
}
