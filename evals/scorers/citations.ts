import type { Citation } from '../../src/contracts/chat.js';
import type { JsonValue } from '../../src/contracts/json.js';
import { eventsOf, type TurnTrace } from '../replay/trace.js';
import { NOTHING, type Finding, type Scorer } from './scorer.js';
import { holds } from './text-test.js';

/** Where the reply says it has it from; always also, that it really has it from there. */
export const citations: Scorer = {
  name: 'citations',
  judge({ cites }, turn) {
    const got = turn.reply?.citations ?? [];
    if (cites === undefined && got.length === 0) return undefined;
    const ungrounded = got.flatMap((citation) => judgeGround(citation, turn));
    return cites === undefined ? ungrounded : [...judgeAll(cites, got), ...ungrounded];
  },
};

type Expected = { [Field in 'id' | 'title' | 'section' | 'quote']?: string | undefined };

function judgeAll(expected: readonly Expected[], got: readonly Citation[]): Finding[] {
  const plain = got.map(({ id, title, section }) => ({
    id,
    title,
    ...(section !== undefined && { section }),
  }));
  if (expected.length !== got.length)
    return [{ what: 'the citations', expected: expected.map(defined), got: plain }];
  return expected.flatMap((one, index) => judgeOne(one, got[index]));
}

function judgeOne(expected: Expected, got: Citation | undefined): Finding[] {
  return Object.entries(defined(expected)).flatMap(([field, test]) => {
    const value = got?.[field as keyof Expected];
    const fits = field === 'id' ? value === test : value !== undefined && holds(value, test);
    return fits ? [] : [{ what: `a citation's ${field}`, expected: test, got: value ?? NOTHING }];
  });
}

function defined(expected: Expected): Record<string, string> {
  return Object.fromEntries(
    Object.entries(expected).flatMap(([field, test]) => (test === undefined ? [] : [[field, test]])),
  );
}

/** A quotation must stand in what a knowledge tool answered in this turn. What rests on anything else is not looked at. */
function judgeGround({ id, quote }: Citation, turn: TurnTrace): Finding[] {
  const results = eventsOf(turn, 'tool.finished').filter(({ service }) => service === 'rag');
  if (results.length === 0) return [];
  const texts = results.flatMap(({ result }) => textsIn(result));
  const ungrounded = quote !== undefined && !texts.some((text) => holds(text, quote));
  return [
    ...(texts.includes(id) ? [] : [{ what: 'a document that was found', expected: id, got: NOTHING }]),
    ...(ungrounded ? [{ what: 'a quotation that was found', expected: quote, got: NOTHING }] : []),
  ];
}

function textsIn(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
