import type { GameAction } from '../../contracts/game-action.js';
import type { GamePayloads } from '../../contracts/game-event.js';
import { WrittenLine, type LineRequest } from '../../contracts/game-speech.js';
import type { JsonObject } from '../../contracts/json.js';
import type { FighterFact, World } from '../../contracts/match-view.js';
import { nameOf } from '../mention-event.js';
import type { MindContext } from '../mind-context.js';
import { answer, answerOf } from '../reflex/npcs.js';
import { carryOut } from '../reflex/react.js';
import { citeEvents } from '../tactics/cite-events.js';
import { find } from '../world/keyed.js';
import { hpShare } from '../world/sides.js';

const MOST_OPEN = 8;

/** Has a line written for an NPC that was spoken to; it says one of its own where nobody writes one in time. */
export function openLine(
  context: MindContext,
  { npc: id, by, text = '' }: GamePayloads['npc.spoken_to'],
): void {
  const { state, limits } = context;
  const npc = find(state.world.fighters, id);
  if (npc?.kind !== 'npc' || npc.status !== 'up') return;
  // Who speaks to it again means something else now.
  const others = state.lines.filter((line) => line.npc !== id);
  state.heard += 1;
  const line: LineRequest = {
    id: state.heard,
    npc: id,
    by,
    occasion: answerOf(context, npc),
    until: state.world.t_game + limits.lineMs,
    context: sceneOf(state.world, npc),
    query: text.trim() === '' ? 'Hello' : text.trim(),
  };
  state.lines = [...others.slice(1 - MOST_OPEN), line];
}

/** The NPC says what was written for it, or a line of its own; nothing where it has been said, or the moment is gone. */
export function sayLine(context: MindContext, given: WrittenLine | JsonObject): GameAction[] {
  const read = WrittenLine.safeParse(given);
  if (!read.success) return [];
  const line = context.state.lines.find(({ id }) => id === read.data.id);
  return line === undefined ? [] : say(context, line, read.data.text ?? undefined);
}

/** Those that waited long enough speak for themselves. */
export function sayOverdue(context: MindContext): GameAction[] {
  const { lines, world } = context.state;
  return lines.filter(({ until }) => until <= world.t_game).flatMap((line) => say(context, line, undefined));
}

function say(context: MindContext, line: LineRequest, text: string | undefined): GameAction[] {
  const { state } = context;
  state.lines = state.lines.filter(({ id }) => id !== line.id);
  const npc = find(state.world.fighters, line.npc);
  if (npc === undefined) return [];
  const reaction = answer(context, npc, line.by);
  const action = carryOut(context, { ...reaction, text: text ?? reaction.text }, citeEvents(state, [npc.id]));
  return action === undefined ? [] : [action];
}

/** For a writer who knows nothing of the match. */
function sceneOf(world: World, npc: FighterFact): string {
  const role = npc.role === 'merchant' ? 'a merchant' : 'a bystander';
  const bosses = world.bosses.map((boss) => `${boss.name} at ${Math.round(hpShare(boss) * 100)} %`);
  const fight =
    bosses.length === 0 ? 'before or after a fight' : `in a fight against ${bosses.join(' and ')}`;
  return `${nameOf(world, npc.id)}, ${role}, ${fight}.`.slice(0, 500);
}
