import type { FighterFact } from '../../contracts/match-view.js';
import { nameOf } from '../mention-event.js';
import type { MindContext } from '../mind-context.js';
import { damageAt } from '../world/danger.js';
import { distance } from '../world/geometry.js';
import { find } from '../world/keyed.js';
import { thePlayer } from '../world/sides.js';
import { npcLine, type Occasion } from './npc-lines.js';
import { reflex, WEIGHT, type AnyReflex, type Reaction } from './reflex.js';

/** An NPC says nothing unasked sooner than this after the last time. */
const QUIET_MS = 4_000;
/** How far a shout is heard. */
const EARSHOT = 30;

/** What NPCs do and say of themselves. */
export const NPC_REFLEXES: readonly AnyReflex[] = [
  reflex({
    name: 'answer',
    on: ['npc.spoken_to'],
    react(context, { payload }) {
      const npc = find(context.state.world.fighters, payload.npc);
      if (context.hasWriter || npc?.kind !== 'npc' || npc.status !== 'up') return [];
      return [answer(context, npc, payload.by)];
    },
  }),
  reflex({
    name: 'warn of a boss',
    on: ['boss.spawned', 'boss.phase_changed'],
    react(context, { type, payload }) {
      const occasion = type === 'boss.spawned' ? 'warn_spawn' : 'warn_phase';
      const reason = type === 'boss.spawned' ? 'a boss has come' : 'the boss fights differently';
      return shout(context, { occasion, action: 'warn', about: payload.boss, reason });
    },
  }),
  reflex({
    name: 'warn of a strike',
    on: ['boss.telegraph'],
    react(context) {
      const { world } = context.state;
      const player = thePlayer(world);
      if (player === undefined || damageAt(world, player.id, player.position) === 0) return [];
      const reason = `${player.name} is about to be hit`;
      return shout(context, { occasion: 'warn_strike', action: 'warn', about: player.id, reason });
    },
  }),
  reflex({
    name: 'mock an open boss',
    on: ['boss.exposed'],
    react: (context, { payload }) =>
      payload.factor <= 1
        ? []
        : shout(context, {
            occasion: 'taunt',
            action: 'say',
            about: payload.boss,
            reason: 'the boss is open',
          }),
  }),
  reflex({
    name: 'cheer',
    on: ['boss.defeated'],
    react: (context, { payload }) =>
      shout(context, {
        occasion: 'cheer',
        action: 'say',
        about: payload.boss,
        reason: 'the boss is defeated',
      }),
  }),
];

/** What an NPC says of its own to somebody who spoke to it. */
export function answer(context: MindContext, npc: FighterFact, by: string): Reaction {
  const action = answerOf(context, npc);
  return speak(context, npc, { occasion: action, action, about: by, reason: `${npc.name} was spoken to` });
}

export function answerOf(context: MindContext, { id, role }: FighterFact): 'trade' | 'greet' | 'say' {
  return role === 'merchant' ? 'trade' : isFirstTime(context, id) ? 'greet' : 'say';
}

interface Speech {
  occasion: Occasion;
  action: 'greet' | 'warn' | 'trade' | 'say';
  /** Whose name the line says, and to whom it is said. */
  about: string;
  reason: string;
}

/** The NPC nearest to the player says something, unless it has just spoken. */
function shout(context: MindContext, speech: Speech): Reaction[] {
  const { world, spoke } = context.state;
  const centre = thePlayer(world)?.position ?? { x: world.width / 2, y: world.height / 2 };
  const [npc] = world.fighters
    .filter(({ kind, status }) => kind === 'npc' && status === 'up')
    .filter(({ id }) => spoke.every((one) => one.npc !== id || one.at + QUIET_MS <= world.t_game))
    .filter(({ position }) => distance(position, centre) <= EARSHOT)
    .toSorted((a, b) => distance(a.position, centre) - distance(b.position, centre));
  return npc === undefined ? [] : [speak(context, npc, speech)];
}

function speak(
  context: MindContext,
  npc: FighterFact,
  { occasion, action, about, reason }: Speech,
): Reaction {
  const { state, seed } = context;
  const name = nameOf(state.world, about);
  const text = npcLine(npc, occasion, { seed, nth: state.given, name });
  const until = state.world.t_game;
  return { actor: npc.id, action, target: about, text, reason, weight: WEIGHT.speak, until };
}

function isFirstTime({ state }: MindContext, npc: string): boolean {
  return state.spoke.every((one) => one.npc !== npc);
}
