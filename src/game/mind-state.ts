import { z } from 'zod';
import { GameActionName } from '../contracts/game-action.js';
import { GameId, GameTime, Position } from '../contracts/game-event.js';
import {
  AdviceRecord,
  Condition,
  GoalName,
  StrategyName,
  StrategyQuestion,
  StrategySource,
} from '../contracts/game-strategy.js';
import { LineRequest } from '../contracts/game-speech.js';
import { DecisionView, EventMention, FighterPlan, World } from '../contracts/match-view.js';
import { emptyWorld } from './world/empty-world.js';

/** What a fighter was last told. */
export const Command = z.object({
  action_id: z.string(),
  action: GameActionName,
  target: z.string().optional(),
  position: Position.optional(),
  plan_id: z.string().optional(),
  given_at: GameTime,
  /** What the game server said became of it. */
  outcome: z.enum(['open', 'done', 'failed', 'interrupted']),
});
export type Command = z.infer<typeof Command>;

export const Actor = z.object({
  id: GameId,
  plan: FighterPlan.nullable(),
  command: Command.nullable(),
  /** A reflex has it until then; tactics keeps its hands off, and so does a reflex of less weight. */
  reflex: z.object({ until: GameTime, weight: z.int(), strike: z.string().optional() }).nullable(),
  /** What it tried in vain of late. */
  failures: z.array(z.object({ goal: GoalName, target: z.string(), at: GameTime, times: z.int() })),
  /** Actions that the game server does not allow it. */
  unable: z.array(GameActionName),
});
export type Actor = z.infer<typeof Actor>;

/** That nobody else should be after the same. */
export const Claim = z.object({ what: z.string(), by: GameId, until: GameTime });
export type Claim = z.infer<typeof Claim>;

export const ActiveStrategy = z.object({
  name: StrategyName,
  source: StrategySource,
  words: z.string(),
  since: GameTime,
  /** By goal; 1 where none is named. */
  weights: z.partialRecord(GoalName, z.number()),
  /** Advice holds until then and while this is so; rules hold until they change their mind. */
  until: GameTime.nullable(),
  valid_while: z.array(Condition),
});
export type ActiveStrategy = z.infer<typeof ActiveStrategy>;

/** All that a mind carries from one call to the next: plain JSON, so that it can be stored and gone on from. */
export const MindState = z.object({
  format: z.literal(1),
  world: World,
  actors: z.array(Actor),
  claims: z.array(Claim),
  strategy: ActiveStrategy,
  /** For how long strategies before it were followed, in game time. */
  followed: z.partialRecord(StrategyName, z.number()).default({}),
  /** The bosses that came and when, by name; and those of which it was recalled what has worked against them. */
  faced: z.array(z.object({ name: z.string(), at: GameTime })).default([]),
  recalled: z.array(z.string()).default([]),
  /** Rises with every change that makes an older question pointless. */
  generation: z.int(),
  question: StrategyQuestion.nullable(),
  /** Why the strategist is to be asked, where it has not been yet. */
  pending_reason: z.string().nullable(),
  asked_at: GameTime.nullable(),
  /** The strategist's last answers and what was made of them. */
  advised: z.array(AdviceRecord).default([]),
  /** What NPCs are to answer and nobody has written yet, and how often one was spoken to. */
  lines: z.array(LineRequest).default([]),
  heard: z.int().default(0),
  /** Actions given so far. */
  given: z.int(),
  /** Plans made so far. */
  planned: z.int(),
  events: z.array(EventMention),
  decisions: z.array(DecisionView),
  /** When an NPC last said something unasked. */
  spoke: z.array(z.object({ npc: GameId, at: GameTime })),
});
export type MindState = z.infer<typeof MindState>;

export function newMindState(player: string): MindState {
  return {
    format: 1,
    world: emptyWorld(player),
    actors: [],
    claims: [],
    strategy: {
      name: 'balanced',
      source: 'rules',
      words: '',
      since: 0,
      weights: {},
      until: null,
      valid_while: [],
    },
    followed: {},
    faced: [],
    recalled: [],
    generation: 0,
    question: null,
    pending_reason: null,
    asked_at: null,
    advised: [],
    lines: [],
    heard: 0,
    given: 0,
    planned: 0,
    events: [],
    decisions: [],
    spoke: [],
  };
}

/** What is known of a fighter as one that acts; made when it is first asked for. */
export function actorOf(state: MindState, id: string): Actor {
  const known = state.actors.find((actor) => actor.id === id);
  if (known !== undefined) return known;
  const actor: Actor = { id, plan: null, command: null, reflex: null, failures: [], unable: [] };
  state.actors.push(actor);
  return actor;
}
