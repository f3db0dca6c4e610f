import type { PlanStep, StepError } from '../contracts/plan.js';

/** What the services are called in a sentence that reports from the record. */
interface Named {
  /** "the mail service" */
  serviceName: string;
  /** "your inbox" */
  whereToLook: string;
}

/** One sentence on why a step is not done, from the record alone. */
export function failureLine(step: PlanStep, { serviceName, whereToLook }: Named): string {
  const what = uncapital(step.label);
  const error: StepError = step.error ?? { code: 'internal', message: '' };
  switch (error.code) {
    case 'declined':
      return `You said no to this, so I left it: ${what}.`;
    case 'unknown_outcome':
      return `I tried to ${what} but got no answer, so I cannot tell whether it went through; please check ${whereToLook} before you ask again.`;
    case 'unavailable':
    case 'timeout':
      return `I could not ${what}, because ${serviceName} is not answering right now.`;
    case 'bad_answer':
    case 'internal':
      return `I could not ${what}, because something went wrong with ${serviceName}.`;
    default: {
      const said = ended(error.message);
      // A refusal is a whole sentence of ours: "I did not open a cart, because you did not ask for it."
      return said.startsWith('I ') ? said : `I could not ${what}: ${said}`;
    }
  }
}

/** One sentence on the steps that were never tried; empty where there are none. */
export function untriedLine(steps: readonly PlanStep[]): string {
  if (steps.length === 0) return '';
  return `Not done for that reason: ${steps.map(({ label }) => uncapital(label)).join('; ')}.`;
}

/**
 * The steps that are not done and that nothing later made good: a later step of the same tool that is done or, where only
 * something was to be looked up, of the same service.
 */
export function openSteps(
  steps: readonly PlanStep[],
  kindOf: (tool: string) => { service: string; effect: string } | undefined,
): PlanStep[] {
  const done = steps.filter(({ state }) => state === 'done');
  const isMadeGood = (step: PlanStep): boolean =>
    done.some((other) => {
      if (other.id <= step.id) return false;
      if (other.tool === step.tool) return isSameAim(other, step);
      const kind = kindOf(step.tool);
      return kind?.effect === 'read' && kindOf(other.tool)?.service === kind.service;
    });
  return steps.filter((step) => step.state !== 'done' && !isMadeGood(step));
}

/** The same call again, or one that was planned anew from other results. */
function isSameAim(later: PlanStep, earlier: PlanStep): boolean {
  const fixed = (step: PlanStep): [string, unknown][] =>
    Object.entries(step.args).filter(([, value]) => !JSON.stringify(value).includes('${'));
  const known = new Map(fixed(later));
  return fixed(earlier).every(
    ([name, value]) => !known.has(name) || JSON.stringify(known.get(name)) === JSON.stringify(value),
  );
}

function uncapital(text: string): string {
  const clean = text.trim().replace(/[.!?]+$/, '');
  return /^[A-Z][a-z]/.test(clean) ? clean.slice(0, 1).toLowerCase() + clean.slice(1) : clean;
}

function ended(text: string): string {
  return /[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
