import { keepLast } from '../keep-last.js';
import type { MindState } from '../mind-state.js';

/** A mind keeps no more claims than this. */
const MAX_CLAIMS = 64;

/** Who has reserved something, if somebody has and it still counts. */
export function claimantOf(state: MindState, what: string): string | undefined {
  for (const claim of state.claims)
    if (claim.what === what && claim.until > state.world.t_game) return claim.by;
  return undefined;
}

/** Whether somebody may go for it: nobody else has reserved it. */
export function isFor(state: MindState, what: string, actor: string): boolean {
  const claimant = claimantOf(state, what);
  return claimant === undefined || claimant === actor;
}

/** Reserves something; false where somebody else has it. */
export function claim(state: MindState, what: string, { by, until }: { by: string; until: number }): boolean {
  if (!isFor(state, what, by)) return false;
  state.claims = state.claims.filter((one) => one.what !== what && one.until > state.world.t_game);
  keepLast(state.claims, { what, by, until }, MAX_CLAIMS);
  return true;
}

/** Gives back all that somebody has reserved, but for `kept`. */
export function release(state: MindState, by: string, kept?: string): void {
  state.claims = state.claims.filter((one) => one.by !== by || one.what === kept);
}
