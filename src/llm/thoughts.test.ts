import { afterEach, describe, expect, test } from 'vitest';
import { choose, closeModelServers, GOOD, say, startModelRig, stream } from '../testing/model-rig.js';
import { createThoughtFilter } from './thoughts.js';

afterEach(closeModelServers);

const CASES: [what: string, text: string, shown: string][] = [
  ['before the answer', '<think>eve owes me</think>Hello there.', 'Hello there.'],
  ['amid the answer', 'Hello <thinking>hm</thinking>there.', 'Hello there.'],
  ['in capitals and with an attribute', '<Think type="deep">hm</THINK >Hello.', 'Hello.'],
  ['within others', '<think>a<think>b</think>c</think>Hello.', 'Hello.'],
  ['that never end', 'Hello. <reasoning>and so on, without', 'Hello. '],
  ['whose beginning is nowhere', 'Hello.</think> There.', 'Hello. There.'],
  [
    'that are none',
    'a <b> and 1 < 2, <thin> and <thinker> stay <',
    'a <b> and 1 < 2, <thin> and <thinker> stay <',
  ],
];

describe('thoughts are not shown', () => {
  test.each(CASES)('%s, wherever the pieces are cut', (_what, text, shown) => {
    const cuts = Array.from({ length: text.length }, (_, at) => [text.slice(0, at), text.slice(at)]);
    for (const pieces of [...cuts, [...text]]) {
      const filter = createThoughtFilter();
      const given = pieces.map((piece) => filter.push(piece));
      expect([...given, filter.end()].join('')).toBe(shown);
    }
  });

  test('nor returned by the model, and are paid for', async () => {
    const pieces = ['<thi', 'nk>', 'x'.repeat(400), '</th', 'ink>Hel', 'lo <'];
    const { model, events } = await startModelRig((response) => stream(response, pieces, { usage: false }));
    let heard = '';
    expect(await say(model, (piece) => void (heard += piece))).toBe('Hello <');
    expect(heard).toBe('Hello <');
    expect(events).toMatchObject([{ type: 'model.finished', estimated: true }]);
    const [event] = events;
    expect(event?.type === 'model.finished' && event.output_tokens).toBeGreaterThan(100);
  });

  test('nor told apart from them by a server that sends them beside the text', async () => {
    const { model, events } = await startModelRig((response) =>
      stream(response, ['Hello.'], { usage: false, delta: { reasoning_content: 'y'.repeat(400) } }),
    );
    let heard = '';
    expect(await say(model, (piece) => void (heard += piece))).toBe('Hello.');
    expect(heard).toBe('Hello.');
    const [event] = events;
    expect(event?.type === 'model.finished' && event.output_tokens).toBeGreaterThan(100);
  });

  test('nor taken for the answer where JSON was asked for', async () => {
    const { model } = await startModelRig((response) =>
      stream(response, ['<think>{"specialist":"email",', `"reason":"no"}</think>${GOOD}`]),
    );
    expect(await choose(model)).toEqual(JSON.parse(GOOD));
  });
});

test('an answer of nothing but thoughts is no answer', async () => {
  const { model } = await startModelRig((response) => stream(response, ['<think>on and on']));
  await expect(say(model)).rejects.toMatchObject({ code: 'empty' });
});
