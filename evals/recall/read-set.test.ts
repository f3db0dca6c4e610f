import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseJsonl } from './read-jsonl.js';
import { readOutsideSet } from './read-set.js';

const sample = (name: string): string => fileURLToPath(new URL(`./samples/${name}`, import.meta.url));
const TURN = '{"conversation": "c1", "turn": "1:1", "text": "hello"}';

describe('an outside set is read', () => {
  test('from lines that are a turn or a question', () => {
    const { conversations } = readOutsideSet(sample('turns.jsonl'));
    expect(conversations).toEqual([
      {
        id: 'c1',
        turns: [
          { id: '1:1', speaker: 'Ann', text: 'I keep bees.', at: new Date('2025-01-31') },
          { id: '1:2', speaker: 'Bot', text: 'How many hives?', at: undefined },
        ],
        questions: [
          { kind: 'single', question: 'What does Ann keep?', evidence: ['1:1'] },
          { kind: '-', question: 'What is the queen called?', evidence: [] },
        ],
      },
    ]);
  });

  test('from lines that hold a whole conversation, which is one however often it is there', () => {
    const { conversations } = readOutsideSet(sample('whole.jsonl'));
    expect(conversations).toHaveLength(1);
    expect(conversations[0]?.turns.map(({ id, text }) => [id, text])).toEqual([
      ['0', 'I keep bees.'],
      ['1', 'How many hives?'],
    ]);
    expect(conversations[0]?.questions.map(({ evidence }) => evidence)).toEqual([['0'], ['1']]);
  });

  test('from the layout of LoCoMo, with its slips', () => {
    const { conversations, unknownEvidence } = readOutsideSet(sample('locomo-layout.json'));
    expect(unknownEvidence).toBe(1);
    expect(conversations[0]?.turns).toEqual([
      {
        id: 'D1:1',
        speaker: 'Ada',
        text: 'I started pottery on Monday.',
        at: new Date('2023-05-08T13:56:00Z'),
      },
      {
        id: 'D1:2',
        speaker: 'Ben',
        text: 'Look at this! [picture: a photo of a kayak]',
        at: new Date('2023-05-08T13:56:00Z'),
      },
      {
        id: 'D2:1',
        speaker: 'Ada',
        text: 'My cup broke in the kiln.',
        at: new Date('2023-06-21T00:05:00Z'),
      },
    ]);
    expect(conversations[0]?.questions).toEqual([
      { kind: 'single-hop', question: 'What broke?', evidence: ['D2:1'] },
      { kind: 'multi-hop', question: 'What do they do?', evidence: ['D1:1', 'D1:2'] },
    ]);
  });
});

describe('a line that is wrong is named', () => {
  test.each([
    ['no JSON', `${TURN}\n{"conversation": "c1", "tur`, /^line 2 is not JSON/],
    ['not an object', `${TURN}\n\n[1]`, /^line 3 is neither/],
    ['a turn without text', '{"conversation": "c1", "turn": "1:1"}', /^line 1 is neither[^]*text/],
    ['a turn with an unknown field', TURN.replace('}', ', "txet": 1}'), /^line 1 is neither[^]*txet/],
    ['a date that is none', TURN.replace('}', ', "date": "last week"}'), /^line 1 is neither[^]*date/],
    [
      'a question without evidence',
      `${TURN}\n{"conversation": "c1", "question": "who?"}`,
      /^line 2 is neither[^]*evidence/,
    ],
    [
      'evidence that is no turn',
      `${TURN}\n{"conversation": "c1", "question": "who?", "evidence": ["1:2"]}`,
      /^line 2: evidence "1:2" is no turn/,
    ],
    [
      'evidence of another conversation',
      `${TURN}\n{"conversation": "c2", "question": "who?", "evidence": ["1:1"]}`,
      /^line 2: evidence "1:1" is no turn/,
    ],
    ['a turn that is there twice', `${TURN}\n${TURN}`, /^conversation c1: an id of a turn/],
  ])('%s', (_what, content, message) => {
    expect(() => parseJsonl(content)).toThrow(message);
  });
});
