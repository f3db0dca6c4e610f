import type { GameAction } from '../contracts/game-action.js';
import type { GameEvent, KnownGameEvent } from '../contracts/game-event.js';
import type { StrategyAdvice, StrategyQuestion } from '../contracts/game-strategy.js';
import type { LineRequest, WrittenLine } from '../contracts/game-speech.js';
import { JsonObject } from '../contracts/json.js';
import type { EndedMatch } from '../contracts/match-memory.js';
import type { FighterPlan, MatchView } from '../contracts/match-view.js';
import { advisePlayer } from './tactics/advise-player.js';
import { isRemarkable, mentionEvent } from './mention-event.js';
import type { MindContext } from './mind-context.js';
import { keepLast } from './keep-last.js';
import { DEFAULT_LIMITS, type MindLimits } from './mind-limits.js';
import { MindState, newMindState } from './mind-state.js';
import { noteOutcome } from './note-outcome.js';
import { react } from './reflex/react.js';
import { openLine, sayLine, sayOverdue } from './speech/open-lines.js';
import { beginGeneration, changesTheFight, keepQuestion } from './strategy/ask.js';
import { followRules } from './strategy/follow-rules.js';
import { bossToRecall, faceBoss, lessonOf, recallSkills, type RecalledMatches } from './strategy/skills.js';
import { takeAdvice, type Verdict } from './strategy/take-advice.js';
import { firstBroken } from './world/conditions.js';
import { decide } from './tactics/tactics.js';
import { passTime, reduce } from './world/reduce.js';

/** What plays for one player in one match. The same calls in the same order give the same actions. */
export interface Mind {
  /** Takes one event in order; gives what must be done at once. */
  observe(event: GameEvent): GameAction[];
  /** To be called 2 to 10 times a second of game time: plans again where needed and gives the actions that are due. */
  tick(tGame: number): GameAction[];
  /** The advice of the strategy layer; refused as stale where the world it rests on has changed. */
  advise(advice: StrategyAdvice | JsonObject): Verdict;
  /** What strategy should be asked now; undefined where nothing is needed. A new generation makes the old question pointless. */
  question(): StrategyQuestion | undefined;
  /** What NPCs are to answer, where lines are written for them. */
  lines(): readonly LineRequest[];
  /** A line that was written for an NPC, or that none was: it says one of its own then. */
  say(line: WrittenLine | JsonObject): GameAction[];
  /** The boss of which it is to be recalled what has worked against it. */
  recall(): string | undefined;
  /** What the player's matches against a boss came to: what worked is tried first. */
  remember(matches: RecalledMatches | JsonObject): void;
  /** How the match went, once it is over. */
  lesson(): EndedMatch | undefined;
  /** Facts with their versions, plans, and the last actions with what decided them. Not a copy: it changes with the next call. */
  view(): MatchView;
  /** A plan that is being followed. */
  plan(planId: string): FighterPlan | undefined;
  /** Everything to go on from, so that the continuation is identical. Not a copy: to be written down before the next call. */
  snapshot(): MindState;
}

export interface MindDeps {
  matchId: string;
  player: string;
  seed: number;
  snapshot?: JsonObject | MindState;
  limits?: Partial<MindLimits>;
  /** Whether somebody writes lines for NPCs. */
  hasWriter?: boolean;
  /** Whether somebody recalls what has worked before. */
  hasMemories?: boolean;
}

export function createMind(deps: MindDeps): Mind {
  const { matchId, player, seed, snapshot, hasWriter = false, hasMemories = false } = deps;
  const state = snapshot === undefined ? newMindState(player) : MindState.parse(snapshot);
  const limits = { ...DEFAULT_LIMITS, ...deps.limits };
  // Written out, as whatever each match has one of: V8 gives every spread copy with further properties a shape of its own.
  const context: MindContext = { matchId, player, seed, hasWriter, hasMemories, limits, state };
  return {
    observe(event) {
      state.world = reduce(state.world, event);
      return 'unknown' in event ? [] : take(context, event);
    },
    tick(tGame) {
      state.world = passTime(state.world, tGame);
      followRules(context);
      const actions = [...sayOverdue(context), ...decide(context)];
      keepQuestion(context);
      return actions;
    },
    advise: (advice) => takeAdvice(context, advice),
    question: () => openQuestion(state),
    lines: () => state.lines,
    recall: () => bossToRecall(state)?.name,
    remember: (matches) => recallSkills(context, matches),
    lesson: () => lessonOf(context),
    say: (line) => sayLine(context, line),
    view: () => viewOf(context),
    plan: (planId) => plansOf(context).find(({ plan_id }) => plan_id === planId),
    snapshot: () => state,
  };
}

function take(context: MindContext, event: KnownGameEvent): GameAction[] {
  const { state, limits } = context;
  const mentions = isRemarkable(event) ? [mentionEvent(state.world, event)] : [];
  for (const mention of mentions) keepLast(state.events, mention, limits.keptEvents);
  if (event.type === 'action.resolved') noteOutcome(context, event.payload);
  if (event.type === 'npc.spoken_to' && context.hasWriter) openLine(context, event.payload);
  if (event.type === 'boss.spawned') faceBoss(state, event.payload.name);
  if (event.type === 'boss.struck') letGo(context, event.payload.strike);
  const because = changesTheFight(event);
  if (because !== undefined) beginGeneration(context, because);
  return react(context, event, mentions);
}

/** Who got out of a strike's way is free again. */
function letGo({ state }: MindContext, strike: string): void {
  for (const actor of state.actors) if (actor.reflex?.strike === strike) actor.reflex = null;
}

/** A question about how things no longer are needs no answer. */
function openQuestion({ question, world }: MindState): StrategyQuestion | undefined {
  if (question === null || question.expires_at <= world.t_game) return undefined;
  return firstBroken(world, question.valid_while) === undefined ? question : undefined;
}

function plansOf({ state }: MindContext): FighterPlan[] {
  return state.actors.flatMap(({ plan }) => plan ?? []);
}

function viewOf(context: MindContext): MatchView {
  const { matchId, player, state } = context;
  const { name, source, words, since, weights } = state.strategy;
  return {
    match_id: matchId,
    player,
    world: state.world,
    strategy: { name, source, words, since, weights },
    advised: state.advised,
    plans: plansOf(context),
    // Looking changes nothing: what is weighed for the player is weighed on a list of its own.
    advice: advisePlayer({ ...context, state: { ...state, actors: [...state.actors] } }),
    decisions: state.decisions,
    events: state.events,
  };
}
