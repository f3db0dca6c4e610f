import { describe, expect, test } from 'vitest';
import type { AttackShape } from '../../contracts/game-event.js';
import { isHit, isInSight } from './geometry.js';

const at = (x: number, y: number): { x: number; y: number } => ({ x, y });

describe('a strike hits', () => {
  test.each<[string, AttackShape, [number, number], boolean]>([
    ['in the circle', { kind: 'circle', at: at(5, 5), radius: 2 }, [6.9, 5], true],
    ['not beside the circle', { kind: 'circle', at: at(5, 5), radius: 2 }, [7.1, 5], false],
    ['on the line', { kind: 'line', from: at(0, 0), to: at(10, 0), width: 2 }, [5, 0.9], true],
    ['not beside the line', { kind: 'line', from: at(0, 0), to: at(10, 0), width: 2 }, [5, 1.1], false],
    ['not behind the line', { kind: 'line', from: at(0, 0), to: at(10, 0), width: 2 }, [-1.5, 0], false],
    [
      'in the cone',
      { kind: 'cone', from: at(0, 0), to: at(1, 0), angle: Math.PI / 2, length: 8 },
      [5, 4.9],
      true,
    ],
    [
      'not beside the cone',
      { kind: 'cone', from: at(0, 0), to: at(1, 0), angle: Math.PI / 2, length: 8 },
      [5, 5.1],
      false,
    ],
    [
      'not beyond the cone',
      { kind: 'cone', from: at(0, 0), to: at(1, 0), angle: Math.PI / 2, length: 8 },
      [8.1, 0],
      false,
    ],
    ['across half a turn', { kind: 'cone', from: at(9, 9), to: at(8, 9), angle: 1, length: 8 }, [5, 8], true],
    ['everywhere', { kind: 'everywhere' }, [39, 29], true],
    ['the one it is for', { kind: 'target', id: 'me' }, [0, 0], true],
    ['nobody else', { kind: 'target', id: 'you' }, [0, 0], false],
  ])('%s', (_, shape, [x, y], expected) => {
    expect(isHit(shape, at(x, y), 'me')).toBe(expected);
  });
});

test('an obstacle hides what is behind it and nothing else', () => {
  const pillar = { position: at(5, 0), radius: 1 };
  expect(isInSight(at(0, 0), at(10, 0), [pillar])).toBe(false);
  expect(isInSight(at(0, 0), at(10, 5), [pillar])).toBe(true);
  expect(isInSight(at(0, 0), at(3, 0), [pillar])).toBe(true);
});
