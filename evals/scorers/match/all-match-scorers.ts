import { actionCounts, digest, moments } from './actions.js';
import { always } from './always.js';
import { answered } from './answered.js';
import { ending } from './ending.js';
import type { MatchScorer } from './match-scorer.js';
import { plans } from './plans.js';
import { said } from './said.js';

/** Everything a recorded match is judged by, in the order in which a failure is best understood. */
export const MATCH_SCORERS: readonly MatchScorer[] = [
  always,
  ending,
  moments,
  answered,
  actionCounts,
  plans,
  said,
  digest,
];
