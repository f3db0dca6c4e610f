import type { Obstacle, Position } from '../../contracts/game-event.js';
import { distance, distanceToSegment, isClear, isFree } from './geometry.js';

/** The ground of a match, as far as its events tell: its size, and round obstacles that nobody walks or strikes through. */
export interface Ground {
  width: number;
  height: number;
  obstacles: readonly Obstacle[];
}

/** A way from one place to another. */
export interface Way {
  metres: number;
  /** Where to head first: the goal, or the corner before it. */
  next: Position;
}

/** Corners around an obstacle. */
const CORNERS = 8;
/** How far corners are from the edge of an obstacle: a body passes between two of them. */
const PASSAGE = 0.6;
/** Obstacles that one way is looked for around, the nearest to the straight one. */
const MOST_OBSTACLES = 16;
const MOST_NODES = 48;

interface Node {
  at: Position;
  metres: number;
  estimate: number;
  next: Position | undefined;
}

/**
 * The shortest way around what stands between two places: A* over the corners of obstacles. Straight where nothing is in the way, and
 * where no way was found among as many corners as it looks at: the game server knows its ground better. The same for the same places.
 */
export function wayTo(from: Position, to: Position, ground: Ground): Way {
  const obstacles = inTheWay(from, to, ground);
  const straight = { metres: distance(from, to), next: to };
  return isClear(from, to, obstacles) ? straight : (around(from, to, { ...ground, obstacles }) ?? straight);
}

/** Without those that somebody already stands in: whoever does is let out, or in. */
function inTheWay(from: Position, to: Position, { obstacles }: Ground): Obstacle[] {
  const far = ({ position, radius }: Obstacle): number => distanceToSegment(position, from, to) - radius;
  return obstacles
    .filter(({ position, radius }) => distance(position, from) > radius && distance(position, to) > radius)
    .toSorted((a, b) => far(a) - far(b))
    .slice(0, MOST_OBSTACLES);
}

function around(from: Position, to: Position, ground: Ground): Way | undefined {
  const corners = ground.obstacles.flatMap(cornersOf).filter((at) => isFree(at, ground));
  const open: Node[] = [{ at: from, metres: 0, estimate: distance(from, to), next: undefined }];
  const best = new Map<Position, number>();
  for (let opened = 0; opened < MOST_NODES; opened += 1) {
    const node = takeBest(open);
    if (node === undefined) return undefined;
    if (node.at === to) return { metres: node.metres, next: node.next ?? to };
    for (const at of [to, ...corners]) {
      const metres = node.metres + distance(node.at, at);
      if (metres >= (best.get(at) ?? Infinity) || !isClear(node.at, at, ground.obstacles)) continue;
      best.set(at, metres);
      open.push({ at, metres, estimate: metres + distance(at, to), next: node.next ?? at });
    }
  }
  return undefined;
}

function cornersOf({ position: { x, y }, radius }: Obstacle): Position[] {
  const out = (radius + PASSAGE) / Math.cos(Math.PI / CORNERS);
  return Array.from({ length: CORNERS }, (_none, corner) => {
    const angle = (corner * 2 * Math.PI) / CORNERS;
    return { x: x + out * Math.cos(angle), y: y + out * Math.sin(angle) };
  });
}

/** Of equals the first that was put there. */
function takeBest(open: Node[]): Node | undefined {
  let at = 0;
  for (const [index, { estimate }] of open.entries())
    if (estimate < (open[at]?.estimate ?? Infinity)) at = index;
  return open.splice(at, 1)[0];
}
