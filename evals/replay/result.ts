import type { Judged } from '../judge/judge-cases.js';
import type { JsonObject } from '../../src/contracts/json.js';
import type { Finding } from '../scorers/scorer.js';
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

/** `known`: failed, as its mark says. */
export type Status = 'passed' | 'failed' | 'known' | 'error';

/** Whether somebody has to look at it. */
export function isWrong({ status }: { status: Status }): boolean {
  return status === 'failed' || status === 'error';
}

/** What came of one case. `error`: it could not be played, which says nothing about the service. */
export interface CaseResult {
  id: string;
  suite: string;
  title: string;
  tags: readonly string[];
  status: Status;
  /** Why it is known to fail, where it is. */
  known: string | undefined;
  /** Why it could not be played. */
  error: string | undefined;
  turns: readonly TurnVerdict[];
  /** Of the case as a whole. */
  whole: readonly Score[];
  trace: CaseTrace | undefined;
  /** What it reaches of what there is: `tools: support/orders.get`. */
  reached: readonly string[];
  /** What a recorded match came to, where it is one. */
  match?: JsonObject;
  /** What a model was asked about it, where its turns have statements for one. */
  judged?: readonly Judged[];
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
