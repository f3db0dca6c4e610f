import { SCORERS } from '../scorers/all-scorers.js';
import { judgeChanges } from '../scorers/end-state.js';
import { overspent } from '../scorers/budget.js';
import type { EvalCase, EvalTurn } from '../cases/eval-case.js';
import type { CaseResult, Score, TurnVerdict } from './result.js';
import type { CaseTrace, TurnTrace } from './trace.js';

/** Everything the scorers say of a case that was played. */
export async function judgeCase(
  spec: EvalCase,
  trace: CaseTrace,
): Promise<Pick<CaseResult, 'status' | 'turns' | 'whole'>> {
  const { turns, end } = spec;
  const verdicts = await Promise.all(
    turns.flatMap((turn, index) => {
      const played = trace.turns[index];
      return played === undefined ? [] : [judgeTurn(turn, played, index + 1)];
    }),
  );
  const whole = [hermetic(trace), ofEnd(end?.services, trace), ofBudget(spec, trace)].flat();
  const scores = [...verdicts.flatMap((verdict) => verdict.scores), ...whole];
  const status = scores.some(({ findings }) => findings.length > 0) ? 'failed' : 'passed';
  return { status, turns: verdicts, whole };
}

async function judgeTurn({ expect }: EvalTurn, trace: TurnTrace, turn: number): Promise<TurnVerdict> {
  const scores: Score[] = [];
  for (const { name, judge } of SCORERS) {
    const findings = await judge(expect, trace);
    if (findings !== undefined) scores.push({ scorer: name, findings });
  }
  return { turn, input: trace.input, scores };
}

/** A case knows nothing but what is in it. */
function hermetic({ violations, errors }: CaseTrace): Score {
  const missed = errors.filter((error) => error.includes('has no answer to this request'));
  const unrecorded = errors.filter((error) => error.includes('This call is not on record'));
  const reached = [...violations, ...missed, ...unrecorded];
  const findings = reached.map((got) => ({ what: 'nothing from outside the case', expected: null, got }));
  return { scorer: 'hermetic', findings };
}

function ofEnd(expected: Parameters<typeof judgeChanges>[0], { changes }: CaseTrace): Score[] {
  const findings = judgeChanges(expected, changes);
  return findings === undefined ? [] : [{ scorer: 'end state', findings }];
}

/** Without a model nothing is paid for; what else a case may cost it says itself. */
function ofBudget({ planner, budget }: EvalCase, { turns }: CaseTrace): Score {
  const free = planner === 'rules' ? { model_calls: 0, cost_usd: 0 } : {};
  return { scorer: 'budget', findings: overspent({ ...free, ...budget }, turns) };
}
