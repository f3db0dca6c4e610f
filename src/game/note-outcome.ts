import type { GamePayloads } from '../contracts/game-event.js';
import { keepLast } from './keep-last.js';
import type { MindContext } from './mind-context.js';
import type { Actor } from './mind-state.js';

const MAX_FAILURES = 8;
/** How a game server says that a role may not do something, as opposed to not here or not yet. */
const NEVER = /\brole\b|not allowed|cannot do|unable/i;

/** Remembers what became of a command: what failed is tried less, what is not allowed not again. */
export function noteOutcome(
  { state }: MindContext,
  { action_id, actor: id, outcome, reason = '' }: GamePayloads['action.resolved'],
): void {
  const actor = state.actors.find((one) => one.id === id);
  const { command = null } = actor ?? {};
  if (actor === undefined || command?.action_id !== action_id) return;
  actor.command = { ...command, outcome };
  if (outcome !== 'failed') return;
  if (NEVER.test(reason) && !actor.unable.includes(command.action)) actor.unable.push(command.action);
  noteFailure(actor, state.world.t_game);
}

function noteFailure(actor: Actor, at: number): void {
  const { plan } = actor;
  if (plan === null || plan.plan_id !== actor.command?.plan_id) return;
  const { goal, target } = plan;
  const isSame = (one: Actor['failures'][number]): boolean => one.goal === goal && one.target === target;
  const times = (actor.failures.find(isSame)?.times ?? 0) + 1;
  actor.failures = actor.failures.filter((one) => !isSame(one));
  keepLast(actor.failures, { goal, target, at, times }, MAX_FAILURES);
}
