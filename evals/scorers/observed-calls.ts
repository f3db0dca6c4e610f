import type { JsonObject } from '../../src/contracts/json.js';
import { eventsOf, type TurnTrace } from '../replay/trace.js';

/** A call of a tool as it came to pass, or was kept from it. */
export interface ObservedCall {
  step: number;
  tool: string;
  args: JsonObject;
  /** `done`, `rehearsed`, `failed:CODE` or `refused:REASON`. */
  status: string;
}

/** Every call that a turn came to, in order of the steps: those that were refused, too. */
export function observedCalls(turn: TurnTrace): ObservedCall[] {
  const started = eventsOf(turn, 'tool.started').map(({ step_id: step, tool, args }) => {
    return { step, tool, args, status: statusOf(turn, step) };
  });
  const known = new Set(started.map(({ step }) => step));
  return [...started, ...refusedBefore(turn, known)].sort((a, b) => a.step - b.step);
}

function statusOf(turn: TurnTrace, step: number): string {
  const finished = eventsOf(turn, 'tool.finished').find(({ step_id: id }) => id === step);
  if (finished !== undefined) return finished.dry_run === true ? 'rehearsed' : 'done';
  const refusal = refusalOf(turn, step);
  if (refusal !== undefined) return `refused:${refusal}`;
  const failed = eventsOf(turn, 'tool.failed').find(({ step_id: id }) => id === step);
  return failed === undefined ? 'failed:unfinished' : `failed:${failed.error.code}`;
}

function refusalOf(turn: TurnTrace, step: number): string | undefined {
  const decision = eventsOf(turn, 'policy.decision').find(
    ({ stage, step_id: id, decision }) => stage === 'tool' && id === step && decision === 'refused',
  );
  return decision?.reasons[0];
}

/** Calls that policy kept from being made: of them only the plan knows. */
function refusedBefore(turn: TurnTrace, started: ReadonlySet<number>): ObservedCall[] {
  const steps = plannedSteps(turn);
  return eventsOf(turn, 'policy.decision').flatMap(({ stage, step_id: step, reasons, decision }) => {
    if (stage !== 'tool' || step === undefined || started.has(step) || decision !== 'refused') return [];
    const tool = toolsOfSteps(turn).get(step) ?? 'unknown';
    const args = steps.find(({ id }) => id === step)?.args ?? {};
    return [{ step, tool, args, status: `refused:${reasons[0] ?? ''}` }];
  });
}

/** The tools of all steps that the turn knows of, by their numbers: one that goes on after an answer has no plan on its log. */
export function toolsOfSteps(turn: TurnTrace): ReadonlyMap<number, string> {
  const said = eventsOf(turn, 'plan.step').map(({ step_id: id, tool }) => [id, tool] as const);
  const planned = plannedSteps(turn).map(({ id, tool }) => [id, tool] as const);
  return new Map([...planned, ...said].sort(([a], [b]) => a - b));
}

/** The steps of the turn's last plan. */
export function plannedSteps(turn: TurnTrace) {
  const plans = [...eventsOf(turn, 'plan.created'), ...eventsOf(turn, 'plan.replanned')];
  return plans.sort((a, b) => a.plan.revision - b.plan.revision).at(-1)?.plan.steps ?? [];
}
