import type { GameActionName } from '../../contracts/game-action.js';
import type { Position } from '../../contracts/game-event.js';
import type { FighterFact, World } from '../../contracts/match-view.js';
import type { MindContext } from '../mind-context.js';
import { damageAt } from '../world/danger.js';
import { distance, onGround, towards } from '../world/geometry.js';
import { wayTo } from '../world/way.js';
import type { PlanAction, PlanState, Problem } from './goap.js';

/** A step as the game server will be told it. */
export interface StepDraft {
  action: GameActionName;
  target: string;
  position?: Position;
  /** How near to the target, or to the position, one has to be. */
  reach: number;
}

/** What the steps of one fighter's plan are put together on. */
export interface Site {
  context: MindContext;
  world: World;
  actor: FighterFact;
  target: string;
  /** The bit that stands for something being so. */
  bit(fact: string): number;
  /** The bit that stands for being near enough to a thing; getting there becomes possible. */
  near(id: string, at: Position, reach: number): number;
  /** A place of its own, to be used as where a step leads. */
  place(at: Position): number;
  /** Seconds from where one is in the search to a place, and what waits there. */
  seconds(from: PlanState, to: Position): number;
  offer(action: PlanAction<StepDraft>): void;
  problem(goal: string): Problem<StepDraft>;
}

/** More facts than this do not fit the bits of a search. */
const MAX_FACTS = 30;
/** What being hit for one's whole health is worth, in seconds. */
const DANGER_SECONDS = 8;

interface Spot {
  id: string;
  at: Position;
  reach: number;
  stand: Position;
  place: number;
}

export function createSite(context: MindContext, actor: FighterFact, target: string): Site {
  const { world } = context.state;
  const places: Position[] = [actor.position];
  const spots: Spot[] = [];
  const actions: PlanAction<StepDraft>[] = [];
  const bit = createBits();
  const place = (at: Position): number => places.push(at) - 1;
  const seconds = secondsTo(world, actor, places);
  return {
    context,
    world,
    actor,
    target,
    bit,
    place,
    seconds,
    near(id, at, reach) {
      if (!spots.some((spot) => spot.id === id)) {
        const apart = distance(actor.position, at);
        const stand = onGround(towards(actor.position, at, Math.max(0, apart - reach * 0.85)), world);
        spots.push({ id, at, reach, stand, place: place(stand) });
      }
      return bit(`near ${id}`);
    },
    offer: (action) => actions.push(action),
    problem: (goal) => ({
      start: { bits: reached(spots, actor.position, bit), place: 0 },
      goal: bit(goal),
      actions: [...spots.map((spot) => walkTo(spot, { spots, bit, seconds })), ...actions],
    }),
  };
}

function createBits(): Site['bit'] {
  const facts = new Map<string, number>();
  return (fact) => {
    const known = facts.get(fact);
    if (known !== undefined) return known;
    if (facts.size >= MAX_FACTS) return 1 << MAX_FACTS;
    const bit = 1 << facts.size;
    facts.set(fact, bit);
    return bit;
  };
}

function secondsTo(world: World, actor: FighterFact, places: readonly Position[]): Site['seconds'] {
  const speed = Math.max(actor.speed, 0.1);
  // By where to, and from which place.
  const known = new Map<Position, number[]>();
  return ({ place }, to) => {
    const fromPlaces = known.get(to) ?? [];
    const before = fromPlaces[place];
    if (before !== undefined) return before;
    const danger = Math.min(1, damageAt(world, actor.id, to) / Math.max(1, actor.hp));
    const { metres } = wayTo(places[place] ?? actor.position, to, world);
    const seconds = metres / speed + danger * DANGER_SECONDS;
    fromPlaces[place] = seconds;
    known.set(to, fromPlaces);
    return seconds;
  };
}

function walkTo(
  { id, stand, reach, place }: Spot,
  { spots, bit, seconds }: { spots: readonly Spot[]; bit: Site['bit']; seconds: Site['seconds'] },
): PlanAction<StepDraft> {
  const adds = reached(spots, stand, bit) | bit(`near ${id}`);
  const all = spots.reduce((bits, spot) => bits | bit(`near ${spot.id}`), 0);
  return {
    payload: { action: 'move', target: id, reach },
    needs: 0,
    adds,
    removes: all & ~adds,
    place,
    cost: (from) => 0.1 + seconds(from, stand),
  };
}

/** What is near enough for somebody who stands at `at`. */
function reached(spots: readonly Spot[], at: Position, bit: Site['bit']): number {
  return spots
    .filter((spot) => distance(at, spot.at) <= spot.reach)
    .reduce((bits, { id }) => bits | bit(`near ${id}`), 0);
}
