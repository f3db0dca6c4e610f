import type { Position } from '../../contracts/game-event.js';
import { TICK_MS, type Battle } from './battle-state.js';
import { distance, distanceToWay, towards } from './geometry.js';

/** Half the width of a body. */
const BODY = 0.4;

/** Walks one tick towards a place, around what stands in the way; gives whether it is there. */
export function walk(battle: Battle, who: { position: Position; speed: number }, to: Position): boolean {
  const goal = freeGround(battle, to);
  const metres = (who.speed * TICK_MS) / 1_000;
  const left = distance(who.position, goal);
  if (left <= metres) {
    who.position = goal;
    return true;
  }
  who.position = freeGround(
    battle,
    towards(who.position, aroundObstacles(battle, who.position, goal), metres),
  );
  return false;
}

/** The place itself, or the nearest that is on the ground and in no obstacle. */
export function freeGround({ config }: Battle, { x, y }: Position): Position {
  let at = { x: Math.min(Math.max(x, 0), config.width), y: Math.min(Math.max(y, 0), config.height) };
  for (const { position, radius } of config.obstacles) {
    if (distance(at, position) < radius + BODY) at = towards(position, at, radius + BODY);
  }
  return at;
}

/** Where to head for: the goal, or the nearer side of the first obstacle before it. */
function aroundObstacles({ config }: Battle, from: Position, to: Position): Position {
  const [first] = config.obstacles
    .filter(
      ({ position, radius }) =>
        distanceToWay(position, from, to) < radius + BODY && distance(from, position) < distance(from, to),
    )
    .toSorted((a, b) => distance(from, a.position) - distance(from, b.position));
  if (first === undefined) return to;
  const { position, radius } = first;
  const [dx, dy] = [position.x - from.x, position.y - from.y];
  const length = Math.max(0.01, Math.hypot(dx, dy));
  const out = (radius + 2 * BODY) / length;
  const sides = [
    { x: position.x - dy * out, y: position.y + dx * out },
    { x: position.x + dy * out, y: position.y - dx * out },
  ];
  const [left = to, right = to] = sides;
  return distance(left, to) <= distance(right, to) ? left : right;
}
