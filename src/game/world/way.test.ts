import { expect, test } from 'vitest';
import type { Position } from '../../contracts/game-event.js';
import { distance, isClear } from './geometry.js';
import { wayTo, type Ground } from './way.js';

const ground = (...obstacles: [x: number, y: number, radius: number][]): Ground => ({
  width: 60,
  height: 40,
  obstacles: obstacles.map(([x, y, radius]) => ({ position: { x, y }, radius })),
});
const [west, east]: [Position, Position] = [
  { x: 5, y: 20 },
  { x: 55, y: 20 },
];

/** Walks a way to its end, and looks that it goes through nothing. */
function walk(from: Position, to: Position, on: Ground): number {
  let at = from;
  let metres = 0;
  for (let turns = 0; at !== to; turns += 1) {
    expect(turns).toBeLessThan(20);
    const { next } = wayTo(at, to, on);
    expect(isClear(at, next, on.obstacles)).toBe(true);
    metres += distance(at, next);
    at = next;
  }
  return metres;
}

test('where nothing is in the way it is straight', () => {
  expect(wayTo(west, east, ground([30, 30, 4]))).toEqual({ metres: 50, next: east });
});

test('it goes around an obstacle, on the shorter side, and says how long that is', () => {
  const on = ground([30, 22, 6]);
  const { metres, next } = wayTo(west, east, on);
  expect(next.y).toBeLessThan(20);
  expect(metres).toBeGreaterThan(50);
  expect(metres).toBeLessThan(54);
  expect(walk(west, east, on)).toBeCloseTo(metres, 6);
});

test('it finds the gap in a wall', () => {
  const wall = Array.from({ length: 6 }, (_none, n): [number, number, number] => [30, 3 + n * 5, 3]);
  const on = ground(...wall);
  expect(walk(west, east, on)).toBeLessThan(wayTo(west, { x: 30, y: 35 }, on).metres + 45);
});

test('where there is no way it is the straight one: the game server knows better', () => {
  const ring = Array.from({ length: 12 }, (_none, n): [number, number, number] => {
    const angle = (n * Math.PI) / 6;
    return [30 + 8 * Math.cos(angle), 20 + 8 * Math.sin(angle), 3];
  });
  const middle = { x: 30, y: 20 };
  expect(wayTo(west, middle, ground(...ring))).toEqual({ metres: 25, next: middle });
});

test('who stands in an obstacle, or goes to something in one, is not kept there', () => {
  expect(wayTo({ x: 30, y: 20 }, east, ground([30, 20, 3]))).toMatchObject({ next: east });
  expect(wayTo(west, { x: 30, y: 20 }, ground([30, 20, 3]))).toMatchObject({ next: { x: 30, y: 20 } });
});

test('it costs no more on a field full of obstacles, and is the same each time', () => {
  const many = Array.from({ length: 200 }, (_none, n): [number, number, number] => [
    (n * 7) % 60,
    (n * 13) % 40,
    1,
  ]);
  const on = ground(...many);
  const started = performance.now();
  const ways = Array.from({ length: 20 }, (_none, n) => wayTo(west, { x: 55, y: 2 * n }, on));
  expect((performance.now() - started) / ways.length).toBeLessThan(20);
  expect(Array.from({ length: 20 }, (_none, n) => wayTo(west, { x: 55, y: 2 * n }, on))).toEqual(ways);
});
