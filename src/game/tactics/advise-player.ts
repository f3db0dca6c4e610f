import type { GoalName } from '../../contracts/game-strategy.js';
import type { FighterFact, PlayerAdvice } from '../../contracts/match-view.js';
import { nameOf } from '../mention-event.js';
import type { MindContext } from '../mind-context.js';
import { strikesOn, wayOut } from '../world/danger.js';
import { find } from '../world/keyed.js';
import { thePlayer } from '../world/sides.js';
import { citeEvents } from './cite-events.js';
import { explainScore, weighGoal } from './goal.js';
import { prospectOf } from './inputs.js';
import { GOALS } from './goals.js';

const FEW = 3;

/** What the player could do now, best first: out of the way, then what is worth most by the table that allies go by. */
export function advisePlayer(context: MindContext): PlayerAdvice[] {
  const { world } = context.state;
  const player = thePlayer(world);
  if (player?.status !== 'up' || world.stage !== 'running') return [];
  return [...getOut(context, player), ...worthDoing(context, player)].slice(0, FEW);
}

function getOut({ state }: MindContext, player: FighterFact): PlayerAdvice[] {
  const [strike] = strikesOn(state.world, player.id, player.position);
  if (strike === undefined) return [];
  const seconds = Math.max(0, (strike.lands_at - state.world.t_game) / 1_000).toFixed(1);
  const way = wayOut(state.world, player, strike);
  const how = way === undefined ? 'brace for it' : `go to ${Math.round(way.x)}/${Math.round(way.y)}`;
  const text = `${strike.attack} hits you in ${seconds} s: ${how}`;
  const events = state.events.filter(({ type }) => type === 'boss.telegraph').slice(-1);
  return [{ text, events }];
}

function worthDoing(context: MindContext, player: FighterFact): PlayerAdvice[] {
  const { state } = context;
  return GOALS.flatMap((goal) =>
    goal
      .targets(state.world, player, context)
      .flatMap((target) => weighGoal(goal, prospectOf(context, player, target)) ?? []),
  )
    .filter(({ goal }) => goal.name !== 'regroup')
    .toSorted((a, b) => b.score - a.score)
    .slice(0, FEW)
    .map(explainScore)
    .map((score) => {
      const text = SAY[score.goal](whatIs(context, score.target));
      return { text, score, events: citeEvents(state, [player.id, score.target]) };
    });
}

/** Items and objectives have no names of their own. */
function whatIs({ state: { world } }: MindContext, id: string): string {
  const item = find(world.items, id);
  if (item !== undefined)
    return `the ${item.kind} at ${Math.round(item.position.x)}/${Math.round(item.position.y)}`;
  return find(world.objectives, id)?.label ?? nameOf(world, id);
}

const SAY: Record<GoalName, (what: string) => string> = {
  fight_boss: (what) => `attack ${what}`,
  clear_minions: (what) => `take out ${what}`,
  heal_ally: (what) => `heal ${what}`,
  guard_ally: (what) => `cover ${what}`,
  revive_ally: (what) => `revive ${what}`,
  take_item: (what) => `take ${what}`,
  hold_objective: (what) => `hold ${what}`,
  draw_attention: (what) => `draw ${what} to you`,
  survive: () => 'get away and stay alive',
  regroup: () => 'stay with the others',
};
