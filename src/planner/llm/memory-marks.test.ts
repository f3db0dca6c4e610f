import { expect, test } from 'vitest';
import type { TurnMemory } from '../planner.js';
import { createMemoryMarks, markedMemories } from './memory-marks.js';

const MEMORIES: TurnMemory[] = [
  { id: 'a', kind: 'fact', text: 'I live in Porto' },
  { id: 'b', kind: 'skill', text: 'For "buy a skin": catalog.list, then checkout.' },
];

test.each([
  ['You live in Porto [m1].', 'You live in Porto.', ['a']],
  ['Both. [m2, m1]', 'Both.', ['b', 'a']],
  ['From a page [1] and you [m1,2].', 'From a page [1] and you [2].', ['a']],
  ['Nothing was given as [m3] or [m0].', 'Nothing was given as or.', []],
  ['Twice [m1] twice [m1].', 'Twice twice.', ['a']],
  ['A key is [M] or [mouse].', 'A key is [M] or [mouse].', []],
])('%s', (marked, text, used) => {
  const marks = createMemoryMarks(MEMORIES);
  expect(marks.strip(marked)).toBe(text);
  expect(marks.used()).toEqual(used);
});

test('each memory is told with its mark', () => {
  expect(markedMemories(MEMORIES)).toBe(
    '- [m1] fact: I live in Porto\n- [m2] skill: For "buy a skin": catalog.list, then checkout.',
  );
});
