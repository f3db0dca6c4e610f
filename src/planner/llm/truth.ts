import { tellDone, tellFailure } from '../rules/replies/foreign-plan.js';
import type { Progress, Turn } from '../planner.js';
import type { ClaimKind } from './claim-kind.js';
import { CLAIM_KINDS } from './claim-patterns.js';
import { untriedLine } from '../record.js';

/** What the record says about a kind of effect: said in the place of a sentence that got it wrong. */
export function truthOf(kind: ClaimKind, turn: Turn, progress: Progress): string[] {
  const tools = toolsOf(kind, turn);
  const steps = progress.plan.steps.filter(({ tool }) => tools.includes(tool));
  const lines = steps
    .filter(({ state }) => state === 'done' || state === 'failed')
    .map((step) => (step.state === 'done' ? tellDone(step, turn, progress) : tellFailure(turn, step)));
  const untried = untriedLine(steps.filter(({ state }) => state === 'pending' || state === 'skipped'));
  const told = [...new Set([...lines, untried])].filter((line) => line !== '');
  return told.length > 0 ? told : [denialOf(kind)];
}

/** "Done!" is about every write of the plan. */
function toolsOf(kind: ClaimKind, { tools }: Turn): readonly string[] {
  if (kind === 'any')
    return [...tools.values()].filter(({ effect }) => effect === 'write').map(({ name }) => name);
  return CLAIM_KINDS.find((one) => one.kind === kind)?.tools ?? [];
}

function denialOf(kind: ClaimKind): string {
  return CLAIM_KINDS.find((one) => one.kind === kind)?.denial ?? 'I have changed nothing.';
}
