import type { AttackShape, Obstacle, Position } from '../../contracts/game-event.js';

export function distance(a: Position, b: Position): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** The place `metres` from `from` towards `to`; `from` itself where the two are one. */
export function towards(from: Position, to: Position, metres: number): Position {
  const apart = distance(from, to);
  if (apart < 1e-6) return from;
  const share = metres / apart;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** `count` places around `centre`, `radius` away, beginning in the direction of `first`. */
export function ring(centre: Position, radius: number, count: number, first: Position): Position[] {
  const start = Math.atan2(first.y - centre.y, first.x - centre.x);
  return Array.from({ length: count }, (_none, index) => {
    // Alternately left and right of the first direction: 0, +1, -1, +2, ...
    const step = index % 2 === 1 ? (index + 1) / 2 : -index / 2;
    const angle = start + (step * 2 * Math.PI) / count;
    return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
  });
}

/** Whether an attack of this shape hits somebody (`id`) who stands at `at`, with `margin` metres to spare. */
export function isHit(
  shape: AttackShape,
  { id, at, margin }: { id: string; at: Position; margin: number },
): boolean {
  switch (shape.kind) {
    case 'circle':
      return distance(shape.at, at) <= shape.radius + margin;
    case 'line':
      return distanceToSegment(at, shape.from, shape.to) <= shape.width / 2 + margin;
    case 'cone':
      return isInCone(shape, at, margin);
    case 'everywhere':
      return true;
    case 'target':
      return shape.id === id;
    default:
      return shape satisfies never;
  }
}

/** Whether walking away can help against it. */
export function canBeLeft(shape: AttackShape): boolean {
  return shape.kind === 'circle' || shape.kind === 'line' || shape.kind === 'cone';
}

function isInCone(shape: Extract<AttackShape, { kind: 'cone' }>, at: Position, margin: number): boolean {
  const apart = distance(shape.from, at);
  if (apart > shape.length + margin) return false;
  if (apart <= margin) return true;
  const middle = Math.atan2(shape.to.y - shape.from.y, shape.to.x - shape.from.x);
  const direction = Math.atan2(at.y - shape.from.y, at.x - shape.from.x);
  const off = Math.abs(Math.atan2(Math.sin(direction - middle), Math.cos(direction - middle)));
  return off <= shape.angle / 2 + Math.asin(Math.min(1, margin / apart));
}

export function distanceToSegment(at: Position, from: Position, to: Position): number {
  const length = distance(from, to);
  if (length < 1e-6) return distance(at, from);
  const along = ((at.x - from.x) * (to.x - from.x) + (at.y - from.y) * (to.y - from.y)) / length ** 2;
  const share = Math.min(1, Math.max(0, along));
  return distance(at, { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
}

/** Whether somebody can stand there: on the ground and in no obstacle. */
export function isFree(
  at: Position,
  { width, height, obstacles }: { width: number; height: number; obstacles: readonly Obstacle[] },
): boolean {
  if (at.x < EDGE || at.y < EDGE || at.x > width - EDGE || at.y > height - EDGE) return false;
  return obstacles.every(({ position, radius }) => distance(position, at) > radius + EDGE);
}

/** Whether nothing stands between two places. */
export function isClear(from: Position, to: Position, obstacles: readonly Obstacle[]): boolean {
  return obstacles.every(({ position, radius }) => distanceToSegment(position, from, to) > radius);
}

/** The nearest place on the ground. */
export function onGround(at: Position, { width, height }: { width: number; height: number }): Position {
  return {
    x: Math.min(Math.max(at.x, EDGE), Math.max(EDGE, width - EDGE)),
    y: Math.min(Math.max(at.y, EDGE), Math.max(EDGE, height - EDGE)),
  };
}

/** Nobody stands nearer to an edge or an obstacle than this. */
const EDGE = 0.5;
