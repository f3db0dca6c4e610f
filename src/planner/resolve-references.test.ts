import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepDraft } from '../contracts/plan.js';
import type { JsonValue } from '../contracts/json.js';
import { checkPlan, literal, referencedSteps, resolveReferences } from './resolve-references.js';

const RESULTS = new Map<number, JsonValue>([
  [1, { product: { id: 'nebula-skin', price: 19.99 }, products: [{ id: 'a' }, { id: 'b' }], none: null }],
  [2, { cart: { id: 7 }, tags: ['x', 'y'] }],
  [3, JSON.parse('{"__proto__": {"own": "yes"}}')],
]);
const resolve = (value: JsonValue) => resolveReferences({ value }, RESULTS)['value'];

describe('a reference', () => {
  it.each<[JsonValue, JsonValue]>([
    ['${2.cart.id}', 7],
    ['${1.product.price}', 19.99],
    ['${2.tags}', ['x', 'y']],
    ['${1.products[1].id}', 'b'],
    ['${1.products.0.id}', 'a'],
    ['${1.none}', null],
    ['${2}', { cart: { id: 7 }, tags: ['x', 'y'] }],
  ])('that is the whole string is the value with its type: %s', (text, value) => {
    expect(resolve(text)).toEqual(value);
  });

  it.each([
    ['Cart ${2.cart.id} of ${1.product.id}', 'Cart 7 of nebula-skin'],
    ['${2.cart.id}${2.cart.id}', '77'],
    ['tags: ${2.tags}', 'tags: ["x","y"]'],
  ])('inside a longer string is text: %s', (text, value) => {
    expect(resolve(text)).toBe(value);
  });

  it('is found at any depth', () => {
    expect(resolve({ list: ['${2.cart.id}', { deep: '${1.product.id}' }] })).toEqual({
      list: [7, { deep: 'nebula-skin' }],
    });
  });

  it.each(['${cart.id}', '${}', '${1.a b}', '$1.a', '{1.a}', '${1..a}', '${-1.a}', 'costs $5'])(
    '%s is none and stays',
    (text) => {
      expect(resolve(text)).toBe(text);
    },
  );

  it.each(['${1.product.name}', '${9.a}', '${1.products[5].id}', '${2.cart.id.more}', '${2.tags.length}'])(
    '%s leads nowhere and is refused',
    (text) => {
      expect(() => resolve(text)).toThrowError(
        expect.objectContaining({ name: 'ToolError', code: 'invalid' }),
      );
      expect(() => resolve(`see ${text}`)).toThrowError(expect.objectContaining({ code: 'invalid' }));
    },
  );

  it.each([
    '${1.constructor}',
    '${1.toString}',
    '${1.__proto__}',
    '${2.tags.map}',
    '${1.product.hasOwnProperty}',
  ])('%s never reaches a prototype', (text) => {
    expect(() => resolve(text)).toThrowError(expect.objectContaining({ code: 'invalid' }));
  });

  it('reads an own key called __proto__ and sets none', () => {
    expect(resolve('${3.__proto__.own}')).toBe('yes');
    const args = JSON.parse('{"__proto__": "${2.cart.id}"}') as Record<string, JsonValue>;
    const resolved = resolveReferences(args, RESULTS);
    expect(Object.getPrototypeOf(resolved)).toBe(Object.prototype);
    expect(Object.hasOwn(resolved, '__proto__')).toBe(true);
  });
});

describe('text of a person', () => {
  it('stays what it is, whatever it looks like', () => {
    const dollars = fc.array(
      fc.constantFrom('$', '$$', '{', '}', '${1.product.id}', '${2}', 'a', ' ', '1', '.', '[0]'),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(dollars, (parts) => {
        const text = parts.join('');
        expect(resolveReferences({ text: literal(text) }, RESULTS)).toEqual({ text });
        expect(referencedSteps({ text: literal(text) })).toEqual([]);
      }),
      { verbose: true },
    );
  });
});

it('lists the steps referred to, each once, in order', () => {
  expect(referencedSteps({ a: '${3.x} and ${1.y}', b: [{ c: '${3.z}' }], d: '$${2.q}', e: 4 })).toEqual([
    1, 3,
  ]);
});

describe('checkPlan', () => {
  const draft = (
    id: number,
    after: number[] = [],
    args: StepDraft['args'] = {},
    tool = 'known',
  ): StepDraft => ({ id, tool, label: 'x', args, after });
  const codes = (steps: StepDraft[], done: number[] = []) =>
    checkPlan(steps, { toolNames: new Set(['known']), doneIds: new Set(done) }).map(
      ({ code, stepId }) => `${code} ${stepId}`,
    );

  it.each<[string, StepDraft[], string[], number[]?]>([
    [
      'finds nothing wrong with a chain',
      [draft(1), draft(2, [1], { a: '${1.x}' }), draft(3, [2], { a: '${1.x}' })],
      [],
    ],
    [
      'lets a step use a result of an earlier revision',
      [draft(5, [], { a: '${2.x}' }), draft(6, [2])],
      [],
      [2],
    ],
    ['finds unknown tools', [draft(1, [], {}, 'nope')], ['unknown_tool 1']],
    ['finds ids used twice', [draft(1), draft(1)], ['duplicate_id 1']],
    ['finds ids of steps already done', [draft(1)], ['duplicate_id 1'], [1]],
    ['finds circles', [draft(1, [2]), draft(2, [1])], ['cycle 1', 'cycle 2']],
    ['finds steps that wait for themselves', [draft(1, [1])], ['cycle 1']],
    ['finds waiting for nobody', [draft(1, [9])], ['dangling_after 1']],
    ['finds references to nothing', [draft(1, [], { a: '${9.x}' })], ['dangling_reference 1']],
    [
      'finds references that are not waited for',
      [draft(1), draft(2, [], { a: '${1.x}' })],
      ['unordered_reference 2'],
    ],
  ])('%s', (_what, steps, problems, done) => {
    expect(codes(steps, done)).toEqual(problems);
  });
});
