import type { Position } from '../../contracts/game-event.js';
import type { FighterFact, StrikeFact, World } from '../../contracts/match-view.js';
import { canBeLeft, distance, isClear, isFree, isHit, ring } from './geometry.js';

/** How far from an attack's edge one should be. */
const MARGIN = 0.75;
/** Strikes that are looked at together. */
const MAX_LOOKED_AT = 8;
const DIRECTIONS = 16;

/** The strikes that will hit somebody who stands at `at`, the next one first. */
export function strikesOn(world: World, id: string, at: Position, margin = MARGIN): StrikeFact[] {
  const body = { id, at, margin };
  return nextStrikes(world).filter(({ shape }) => isHit(shape, body));
}

// Looked at dozens of times between two events. Lists of facts are never changed in place.
const sorted = new WeakMap<World['strikes'], StrikeFact[]>();

function nextStrikes({ strikes }: World): StrikeFact[] {
  const known = sorted.get(strikes);
  if (known !== undefined) return known;
  const next = strikes.toSorted((a, b) => a.lands_at - b.lands_at).slice(0, MAX_LOOKED_AT);
  sorted.set(strikes, next);
  return next;
}

/** The damage that is announced for somebody who stays at `at`. */
export function damageAt(world: World, id: string, at: Position): number {
  const body = { id, at, margin: 0 };
  let sum = 0;
  for (const { shape, damage } of nextStrikes(world)) if (isHit(shape, body)) sum += damage;
  return sum;
}

/**
 * The nearest place that no announced strike hits and that is reached before `strike` lands; undefined where there is none.
 * Looked for in rings, away from the middle of the strike first.
 */
export function wayOut(world: World, fighter: FighterFact, strike: StrikeFact): Position | undefined {
  const reach = (fighter.speed * Math.max(0, strike.lands_at - world.t_game)) / 1_000;
  if (reach <= 0 || !canBeLeft(strike.shape)) return undefined;
  const strikes = nextStrikes(world);
  const near = obstaclesNear(world, fighter.position, reach);
  const ground = { width: world.width, height: world.height, obstacles: near };
  const away = awayFrom(strike, fighter.position);
  const safe = (at: Position): boolean =>
    isFree(at, ground) &&
    isClear(fighter.position, at, near) &&
    !strikes.some(({ shape }) => canBeLeft(shape) && isHit(shape, { id: fighter.id, at, margin: MARGIN }));
  for (const share of [0.15, 0.3, 0.45, 0.6, 0.75, 0.9]) {
    const found = ring(fighter.position, reach * share, DIRECTIONS, away).find(safe);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A place on the other side of somebody than the middle of the strike. */
function awayFrom({ shape }: StrikeFact, at: Position): Position {
  const middle = shape.kind === 'circle' ? shape.at : shape.kind === 'target' ? at : nearestOnAxis(shape, at);
  return { x: 2 * at.x - middle.x, y: 2 * at.y - middle.y };
}

function nearestOnAxis(shape: StrikeFact['shape'], at: Position): Position {
  if (shape.kind !== 'line' && shape.kind !== 'cone') return at;
  const { from, to } = shape;
  const length = distance(from, to);
  if (length < 1e-6) return from;
  const along = ((at.x - from.x) * (to.x - from.x) + (at.y - from.y) * (to.y - from.y)) / length ** 2;
  return { x: from.x + (to.x - from.x) * along, y: from.y + (to.y - from.y) * along };
}

function obstaclesNear(world: World, at: Position, reach: number): World['obstacles'] {
  return world.obstacles.filter(({ position, radius }) => distance(position, at) <= reach + radius + 1);
}
