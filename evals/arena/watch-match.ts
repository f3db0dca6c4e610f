import type { GameAction } from '../../src/contracts/game-action.js';
import type { KnownGameEvent } from '../../src/contracts/game-event.js';

const QUIET: ReadonlySet<string> = new Set([
  'player.moved',
  'ally.moved',
  'boss.moved',
  'minion.moved',
  'boss.damaged',
  'minion.damaged',
  'ability.used',
]);
const LEFT = 62;

/** The lines of one tick: what happened on the left, what was told whom and why on the right. Plain text. */
export function showTick(events: readonly KnownGameEvent[], actions: readonly GameAction[]): string[] {
  const left = events.filter(({ type }) => !QUIET.has(type)).map(showEvent);
  const right = actions.map(showAction);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    `${(left[index] ?? '').slice(0, LEFT).padEnd(LEFT)} | ${right[index] ?? ''}`.trimEnd(),
  );
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1).padStart(6)}s`;

function showEvent({ t_game, type, payload }: KnownGameEvent): string {
  const words = Object.entries(payload)
    .filter(([, value]) => typeof value !== 'object')
    .map(([key, value]) => `${key}=${typeof value === 'number' ? Math.round(value) : value}`);
  return `${seconds(t_game)} ${type} ${words.join(' ')}`;
}

function showAction({ t_game, actor, action, target, layer, plan_id, reason }: GameAction): string {
  const plan = plan_id === undefined ? '' : ` [${plan_id}]`;
  return `${seconds(t_game)} ${layer}: ${actor} ${action} ${target ?? ''}${plan} (${reason})`;
}
