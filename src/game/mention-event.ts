import type { KnownGameEvent } from '../contracts/game-event.js';
import type { EventMention, World } from '../contracts/match-view.js';
import { find } from './world/keyed.js';

/** Where somebody stands is told too often to be a reason. */
const UNREMARKABLE: ReadonlySet<string> = new Set([
  'boss.moved',
  'minion.moved',
  'player.moved',
  'ally.moved',
  'boss.damaged',
  'minion.damaged',
  'action.resolved',
  'ability.used',
]);

export function isRemarkable(event: KnownGameEvent): boolean {
  return !UNREMARKABLE.has(event.type);
}

/** An event in a sentence, with where it is on record. */
export function mentionEvent(world: World, event: KnownGameEvent): EventMention {
  const { source, seq, type, t_game } = event;
  return { source, seq, type, t_game, about: aboutOf(event), text: say(world, event) };
}

function aboutOf({ payload }: KnownGameEvent): string {
  const fields: Readonly<Record<string, unknown>> = payload;
  for (const name of ['id', 'minion', 'item', 'objective', 'npc', 'boss', 'by', 'actor']) {
    const value = fields[name];
    if (typeof value === 'string') return value;
  }
  return '';
}

function say(world: World, { type, payload }: KnownGameEvent): string {
  switch (type) {
    case 'boss.telegraph':
      return `${nameOf(world, payload.boss)} announces ${payload.attack} for ${Math.round(payload.damage)} damage`;
    case 'boss.phase_changed':
      return `${nameOf(world, payload.boss)} enters phase ${payload.phase}`;
    case 'player.damaged':
    case 'ally.damaged':
      return `${nameOf(world, payload.id)} loses ${Math.round(payload.amount)}, ${Math.round(payload.hp)} left`;
    case 'player.low_health':
    case 'ally.low_health':
      return `${nameOf(world, payload.id)} is low: ${Math.round(payload.hp)} left`;
    case 'boss.exposed':
      return `${nameOf(world, payload.boss)} takes ${payload.factor} times the damage`;
    case 'item.spawned':
      return `a ${payload.kind} lies there`;
    case 'objective.updated':
      return `objective "${payload.label}" is ${payload.state} at ${Math.round(payload.progress * 100)} %`;
    default:
      return plainly(world, type, payload);
  }
}

function plainly(world: World, type: string, payload: object): string {
  const [subject = '', what = ''] = type.split('.');
  const id: unknown = Object.values(payload)[0];
  return `${typeof id === 'string' ? nameOf(world, id) : subject} ${what.replaceAll('_', ' ')}`;
}

/** The name of somebody, else the id. */
export function nameOf(world: World, id: string): string {
  const body = find(world.fighters, id) ?? find(world.bosses, id) ?? find(world.minions, id);
  return body === undefined || body.name === '' ? id : body.name;
}
