import type { GameAction } from '../../src/contracts/game-action.js';
import { createMind, type Mind } from '../../src/game/mind.js';
import { toPlayed } from '../../src/game/matches/planning-mind.js';
import type { MakeMind } from '../../src/game/matches/played-mind.js';
import { firstBroken } from '../../src/game/world/conditions.js';

/** The mind that plays, with every action held against the facts at the moment it is given; `stale` hears of each that does not fit. */
export function watchMinds(stale: () => void): MakeMind {
  return (options) => {
    const mind = createMind(options);
    const watch = (actions: GameAction[]): GameAction[] => {
      for (const action of actions) if (isStale(mind, action)) stale();
      return actions;
    };
    return {
      ...toPlayed(mind),
      observe: (event) => watch(mind.observe(event)),
      tick: (t) => watch(mind.tick(t)),
    };
  };
}

/** Its plan is given up, is over, or rests on what is not so; or it was decided on another world than there is. */
function isStale(mind: Mind, { plan_id: planId, world_version: version, actor }: GameAction): boolean {
  const { world } = mind.snapshot();
  if (version !== world.version || world.fighters.find(({ id }) => id === actor)?.status !== 'up')
    return true;
  if (planId === undefined) return false;
  const plan = mind.plan(planId);
  return (
    plan === undefined ||
    plan.expires_at <= world.t_game ||
    firstBroken(world, plan.valid_while) !== undefined
  );
}
