import type { Finding } from '../scorers/scorer.js';
import type { ObservedMatch } from './play-match-case.js';
import type { CaseTrace } from './trace.js';

/** What one scorer says of one turn. */
export interface Score {
  scorer: string;
  findings: readonly Finding[];
}

export interface TurnVerdict {
  /** From 1. */
  turn: number;
  input: string;
  /** Of every scorer that had something to judge. */
  scores: readonly Score[];
}

/** What came of one case. `error`: it could not be played, which says nothing about the service. */
export interface CaseResult {
  id: string;
  suite: string;
  title: string;
  tags: readonly string[];
  status: 'passed' | 'failed' | 'error';
  /** Why it could not be played. */
  error: string | undefined;
  turns: readonly TurnVerdict[];
  /** Of the case as a whole. */
  whole: readonly Score[];
  trace: CaseTrace | undefined;
  /** What it reaches of what there is: `tools: support/orders.get`. */
  reached: readonly string[];
  /** What was done in a recorded match, where it is one. */
  match?: ObservedMatch;
  took_ms: number;
  /** Which of several plays it is, from 1. */
  play: number;
}

/** Every finding of a case, with where it was made. */
export function findingsOf({ turns, whole }: Pick<CaseResult, 'turns' | 'whole'>) {
  const inTurns = turns.flatMap(({ turn, input, scores }) =>
    scores.flatMap(({ scorer, findings }) =>
      findings.map((finding) => ({ turn, input, scorer, ...finding })),
    ),
  );
  const ofWhole = whole.flatMap(({ scorer, findings }) =>
    findings.map((finding) => ({ turn: undefined, input: undefined, scorer, ...finding })),
  );
  return [...inTurns, ...ofWhole];
}
