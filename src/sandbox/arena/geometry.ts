import type { AttackShape, Position } from '../../contracts/game-event.js';

export interface Circle {
  position: Position;
  radius: number;
}

export const distance = (a: Position, b: Position): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The place `metres` from `from` towards `to`; away from it where negative. */
export function towards(from: Position, to: Position, metres: number): Position {
  const length = distance(from, to);
  if (length === 0) return { x: from.x + metres, y: from.y };
  return { x: from.x + ((to.x - from.x) * metres) / length, y: from.y + ((to.y - from.y) * metres) / length };
}

export function nearest<T extends { position: Position }>(from: Position, all: readonly T[]): T | undefined {
  let best: T | undefined;
  for (const one of all) {
    if (best === undefined || distance(from, one.position) < distance(from, best.position)) best = one;
  }
  return best;
}

/** How far a place is from the straight way between two others. */
export function distanceToWay(at: Position, from: Position, to: Position): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  if (square === 0) return distance(at, from);
  const share = Math.min(1, Math.max(0, ((at.x - from.x) * dx + (at.y - from.y) * dy) / square));
  return distance(at, { x: from.x + share * dx, y: from.y + share * dy });
}

/** Whether somebody at `from` sees and can shoot what is at `to`. */
export function isInSight(from: Position, to: Position, obstacles: readonly Circle[]): boolean {
  return obstacles.every(({ position, radius }) => distanceToWay(position, from, to) >= radius);
}

/** Whether a strike of this shape hits who is called `id` and stands at `at`. */
export function isHit(shape: AttackShape, at: Position, id: string): boolean {
  switch (shape.kind) {
    case 'everywhere':
      return true;
    case 'target':
      return shape.id === id;
    case 'circle':
      return distance(at, shape.at) <= shape.radius;
    case 'line':
      return distanceToWay(at, shape.from, shape.to) <= shape.width / 2;
    case 'cone':
      return isInCone(shape, at);
  }
}

function isInCone(
  { from, to, angle, length }: Extract<AttackShape, { kind: 'cone' }>,
  at: Position,
): boolean {
  const far = distance(at, from);
  if (far > length) return false;
  if (far === 0) return true;
  const between = Math.abs(
    Math.atan2(at.y - from.y, at.x - from.x) - Math.atan2(to.y - from.y, to.x - from.x),
  );
  return Math.min(between, 2 * Math.PI - between) <= angle / 2;
}
