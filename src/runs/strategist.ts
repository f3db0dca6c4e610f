import { LEFT, StrategyAdvice, type Strategist, type StrategistAnswer } from '../contracts/game-strategy.js';
import type { Reply } from '../contracts/chat.js';
import { AppError } from '../core/errors.js';
import type { RunsService } from './create-runs.js';

const MAX_WORDS = 500;

type StrategyRuns = Pick<RunsService, 'askForStrategy' | 'result' | 'cancel'>;

/** The strategist that answers by runs of the player graph: on record, traced, counted and recovered as every run is. */
export function createRunStrategist(runs: StrategyRuns): Strategist {
  return {
    async ask(question, { answerBy, signal }) {
      const { runId } = await runs.askForStrategy({ question, answerBy });
      const reply = await runs.result(runId, signal);
      if (!signal.aborted) return { runId, advice: adviceIn(reply) };
      // An error of a cancellation that nobody waits for would hide why it was made.
      if (signal.reason !== LEFT) await runs.cancel(runId, question.player).catch(() => false);
      throw new AppError('stopping', String(signal.reason));
    },
  };
}

/** A run that ended without advice has ended badly. Its words are those that policy has let through. */
function adviceIn(reply: Reply): StrategistAnswer['advice'] {
  const data = reply.kind === 'plan' ? reply.data : undefined;
  const read = StrategyAdvice.safeParse(
    typeof data === 'object' && data !== null && 'advice' in data ? data['advice'] : undefined,
  );
  if (!read.success) throw new AppError('internal_error', `The strategist had no advice: ${reply.text}`);
  return { ...read.data, words: reply.text.slice(0, MAX_WORDS) };
}
