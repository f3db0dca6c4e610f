import { GoalName, type StrategyQuestion } from '../../contracts/game-strategy.js';
import type { KnownGameEvent } from '../../contracts/game-event.js';
import type { World } from '../../contracts/match-view.js';
import type { MindContext } from '../mind-context.js';
import { readSetOf, type FactKey } from '../world/fact-versions.js';
import { hpShare, standing } from '../world/sides.js';
import { BOSS_CAME, isRecalling } from './skills.js';
import { rankStrategies } from './strategies.js';

/** The rules are unsure where the two best strategies are this near to each other. */
const UNSURE = 0.05;

/** An event after which an earlier answer would be about another fight. */
export function changesTheFight(event: KnownGameEvent): string | undefined {
  switch (event.type) {
    case 'boss.spawned':
      return BOSS_CAME;
    case 'boss.phase_changed':
      return 'the boss fights differently';
    case 'boss.defeated':
      return 'a boss is defeated';
    case 'player.downed':
      return 'the player fell';
    default:
      return undefined;
  }
}

/** A new generation: whatever was asked before is of no use. What is advised already goes on while its conditions hold. */
export function beginGeneration({ state }: MindContext, because: string): void {
  state.generation += 1;
  state.question = null;
  state.pending_reason = because;
}

/** Puts a question where there is a reason for one, and ends one that nobody answered in time. */
export function keepQuestion(context: MindContext): void {
  const { state, limits } = context;
  const { world } = state;
  if (state.question !== null && state.question.expires_at <= world.t_game) state.question = null;
  if (world.stage !== 'running') {
    state.question = null;
    return;
  }
  const because = state.pending_reason ?? unsureBecause(context);
  const isTooSoon = state.asked_at !== null && state.asked_at + limits.askEveryMs > world.t_game;
  if (because === undefined || state.question !== null || (isTooSoon && state.pending_reason === null))
    return;
  if (because === BOSS_CAME && isRecalling(context)) return;
  if (state.pending_reason === null) state.generation += 1;
  state.pending_reason = null;
  state.asked_at = world.t_game;
  state.question = makeQuestion(context, because);
}

function unsureBecause({ state, limits }: MindContext): string | undefined {
  const { world, strategy } = state;
  if (strategy.until !== null || world.bosses.length === 0) return undefined;
  const failed = state.actors
    .flatMap(({ failures }) => failures)
    .find(({ times, at }) => times >= 2 && at + limits.askEveryMs > world.t_game);
  if (failed !== undefined) return `${failed.goal} has failed ${failed.times} times`;
  const [best, second] = rankStrategies(world);
  if (best === undefined || second === undefined || best.score - second.score > UNSURE) return undefined;
  return `${best.strategy.name} and ${second.strategy.name} look alike`;
}

function makeQuestion({ matchId, player, state, limits }: MindContext, because: string): StrategyQuestion {
  const { world } = state;
  const [boss] = world.bosses;
  const reads: FactKey[] = [
    ...world.bosses.map(({ id }): FactKey => `boss/${id}/status`),
    ...world.fighters.filter(({ kind }) => kind !== 'npc').map(({ id }): FactKey => `fighter/${id}/status`),
  ];
  return {
    match_id: matchId,
    player,
    generation: state.generation,
    based_on: world.version,
    read_set: readSetOf(
      world,
      reads.filter((key) => key.length <= 128),
    ),
    valid_while: [
      { is: 'running' },
      ...(boss === undefined ? [] : [{ is: 'phase' as const, id: boss.id, phase: boss.phase }]),
    ],
    asked_at: world.t_game,
    expires_at: world.t_game + limits.questionMs,
    because,
    boss: boss === undefined ? null : { name: boss.name, phase: boss.phase, hp_share: hpShare(boss) },
    situation: situationOf(world),
    strategies: rankStrategies(world).map(({ strategy, score }) => ({
      name: strategy.name,
      summary: strategy.summary,
      score,
    })),
    goals: [...GoalName.options],
  };
}

function situationOf(world: World): string[] {
  const percent = (of: { hp: number; max_hp: number }): string => `${Math.round(hpShare(of) * 100)} %`;
  return [
    ...world.bosses.slice(0, 3).map((boss) => `Boss at ${percent(boss)}, phase ${boss.phase}.`),
    ...standing(world)
      .slice(0, 8)
      .map((one) => `A ${one.kind} (${one.role}) at ${percent(one)}.`),
    `${world.fighters.filter(({ status }) => status === 'down').length} down, ${world.minions.length} minions, ${world.items.length} items, ${world.strikes.length} strikes announced.`,
  ];
}
