import type pg from 'pg';
import type { StrategyQuestion } from '../contracts/game-strategy.js';
import { AppError } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import { strategyRun, strategySession } from '../core/strategy-ids.js';
import { insertAcceptedRun, lockUnfinishedRuns, type NewRun } from '../store/accept.js';
import { inTransaction } from '../store/database.js';
import { findRun } from '../store/run-views.js';

export interface StrategyRequest {
  question: StrategyQuestion;
  answerBy: Date;
}

export interface AcceptedStrategyRun {
  run: NewRun;
  /** False where the question was asked before: its run is under way, maybe elsewhere, or over. */
  isNew: boolean;
  /** The match's older questions that were still under way: nobody waits for them any more. */
  displaced: string[];
}

/** Commits a question of the Player ASI as a run of its player, which may look at things and change nothing. */
export async function acceptStrategyRun(
  pool: pg.Pool,
  { question, answerBy }: StrategyRequest,
): Promise<AcceptedStrategyRun> {
  const run: NewRun = {
    runId: strategyRun(question),
    sessionId: strategySession(question.match_id, question.player),
    userId: question.player,
    mode: 'player',
    message: `Which strategy, as ${question.because}?`,
    truncated: false,
    messageId: uuidv7(),
    eventId: uuidv7(),
    approvalId: null,
    scopes: ['copilot.read'],
    findings: null,
    privateValues: [],
    traceparent: null,
    dryRun: false,
    game: { question, answer_by: answerBy.toISOString() },
  };
  return inTransaction(pool, async (db) => {
    const unfinished = await lockUnfinishedRuns(db, run.sessionId);
    const isNew = await insertAcceptedRun(db, run);
    if (!isNew && (await findRun(db, run.runId, run.userId)) === undefined)
      throw new AppError('not_found', 'The session of this match is not ours.');
    return { run, isNew, displaced: unfinished.filter((runId) => runId !== run.runId) };
  });
}
