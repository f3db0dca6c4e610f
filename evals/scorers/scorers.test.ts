import { describe, expect, test } from 'vitest';
import type { RunEventBody } from '../../src/contracts/run-event.js';
import { Expectation } from '../cases/expected.js';
import type { TurnTrace } from '../replay/trace.js';
import { SCORERS } from './all-scorers.js';
import { describeTurn } from './describe-turn.js';
import { TURN, turnWith } from './turn.fixture.js';

async function findings(scorer: string, expected: object, turn: TurnTrace = TURN): Promise<string[]> {
  const found = SCORERS.find(({ name }) => name === scorer) ?? expect.fail(`no scorer ${scorer}`);
  const judged = await found.judge(Expectation.parse(expected), turn);
  return (judged ?? expect.fail(`${scorer} judged nothing`)).map(({ what }) => what);
}

const ORDERS = { tool: 'orders.get', args: { order_id: 123 } };
const ASK = { tool: 'rag.ask', args: { question: 'how', limit: 3 } };
const QUESTION = {
  tool: 'orders.refund',
  title: 'Refund order 123',
  amount: { total: 29.97, currency: 'USD' },
};

const RIGHT: Record<string, object[]> = {
  route: [
    { route: 'orders' },
    { route: { intent: 'order.refund', by: 'rules' } },
    { route: { specialist: ['email', 'orders'] } },
  ],
  'graph path': [
    { nodes: ['router', 'specialist', 'rag', 'commerce', 'policy'] },
    { nodes: { through: ['router', 'policy'], never: ['approval'] } },
  ],
  plan: [
    {
      plan: {
        steps: ['orders.get', 'rag.ask', 'orders.refund'],
        after: { 'orders.refund': ['orders.get'] },
        parallel: [['orders.get', 'rag.ask']],
        states: { 'orders.get': 'done', 'orders.refund': 'pending' },
        replans: 0,
      },
    },
  ],
  'tool calls': [
    { tools: [ORDERS, ASK] },
    { tools: { match: 'unordered', calls: [ASK, ORDERS] } },
    { tools: { match: 'superset', calls: [ASK] } },
    { tools: { match: 'subset', calls: [ORDERS, ASK, { tool: 'orders.list' }] } },
    { tools: [ORDERS, { tool: 'rag.ask', args: { question: { $re: '^h' } }, match: 'subset' }] },
    { tools: [{ tool: 'orders.get' }, { tool: 'rag.ask', args: { question: 'how', limit: { $min: 1 } } }] },
  ],
  'tool status': [{ tools: [ORDERS, ASK] }],
  approvals: [{ asks: [{ ...QUESTION, args: { order_id: 123 }, details: { Items: 'nebula skin' } }] }],
  policy: [{ policy: { input: 'changed', classes: ['card'], tools: {}, reply: 'pass' } }],
  'reply kind': [{ kind: 'support', reply: { topic: 'commerce', degraded: { $gone: true } } }],
  said: [{ says: ['shall i  refund', '/29[.]97/'], never_says: ['is refunded'] }],
  citations: [{ cites: [{ id: 'kb-refunds', section: 'how long', quote: '3 days' }] }, {}],
  memory: [{ recalls: ['Lisbon'], remembers: ['name is Ada'], forgets: [] }],
  'end state': [{ services: { 'commerce.orders.123.status': 'refunded' } }],
  budget: [{ budget: { tools: 2, model_calls: 1, tokens: 120, cost_usd: 0.001 } }],
  invariants: [{}],
};

const WRONG: [scorer: string, expected: object, what: string[]][] = [
  ['route', { route: 'email' }, ['the specialist']],
  ['route', { route: { by: 'llm' } }, ['the by']],
  ['route', { route: { specialist: ['email', 'sports'] } }, ['the specialist']],
  ['graph path', { nodes: ['router', 'specialist', 'commerce', 'policy'] }, ['the nodes entered']],
  ['graph path', { nodes: { through: ['policy', 'router'] } }, ['entering router']],
  ['graph path', { nodes: { never: ['rag'] } }, ['never entering rag']],
  ['plan', { plan: 'none' }, ['no plan']],
  ['plan', { plan: { steps: ['rag.ask'] } }, ['the steps']],
  ['plan', { plan: { after: { 'orders.get': ['rag.ask'] } } }, ['what orders.get waits for']],
  ['plan', { plan: { parallel: [['orders.get', 'orders.refund']] } }, ['orders.refund beside the others']],
  ['plan', { plan: { parallel: [['orders.get', 'email.send']] } }, ['steps of email.send']],
  ['plan', { plan: { states: { 'orders.refund': 'done' } } }, ['how steps of orders.refund end']],
  ['plan', { plan: { replans: 1 } }, ['how often it is planned anew']],
  ['tool calls', { tools: [] }, ['no call of orders.get', 'no call of rag.ask']],
  ['tool calls', { tools: [ASK, ORDERS] }, ['the order of the calls']],
  [
    'tool calls',
    { tools: [{ tool: 'orders.get', args: { order_id: 124 } }, ASK] },
    ['argument order_id of orders.get'],
  ],
  [
    'tool calls',
    { tools: [ORDERS, { tool: 'rag.ask', args: { question: 'how' } }] },
    ['argument limit of rag.ask'],
  ],
  ['tool calls', { tools: [ORDERS, ASK, { tool: 'orders.list' }] }, ['a call of orders.list']],
  ['tool calls', { tools: { match: 'superset', calls: [ORDERS, ORDERS] } }, ['a call of orders.get']],
  ['tool calls', { tools: { match: 'subset', calls: [ORDERS] } }, ['no call of rag.ask']],
  ['tool calls', { tools: { match: 'unordered', calls: [ORDERS] } }, ['no call of rag.ask']],
  ['tool status', { tools: [{ ...ORDERS, status: 'failed' }, ASK] }, ['how orders.get ends']],
  ['approvals', { asks: [] }, ['the questions']],
  [
    'approvals',
    { asks: [{ ...QUESTION, title: 'order 124' }] },
    ['the title of the question about orders.refund'],
  ],
  [
    'approvals',
    { asks: [{ tool: 'orders.refund', amount: { total: 2.97, currency: 'USD' } }] },
    ['the amount of the question about orders.refund'],
  ],
  [
    'approvals',
    { asks: [{ tool: 'orders.refund', args: { order_id: 1 }, details: { Items: 'mug', Total: 'x' } }] },
    [
      'argument order_id of the question about orders.refund',
      '"Items" in the question about orders.refund',
      '"Total" in the question about orders.refund',
    ],
  ],
  ['policy', { policy: { input: 'pass' } }, ['policy: input']],
  ['policy', { policy: { classes: [] } }, ['policy: classes']],
  ['policy', { policy: { tools: { 'email.send': ['not_asked'] } } }, ['policy: tools.email.send']],
  ['reply kind', { kind: 'answer' }, ["the reply's kind"]],
  ['reply kind', { reply: { topic: 'email' } }, ["the reply's topic"]],
  ['reply kind', { rejected: 'not_found' }, ['being turned away']],
  ['said', { says: ['40 USD'] }, ['something that must be said']],
  ['said', { never_says: ['/refund order \\d+/'] }, ['something that must never be said']],
  ['citations', { cites: [] }, ['the citations']],
  ['citations', { cites: [{ quote: '4 days' }] }, ["a citation's quote"]],
  ['memory', { recalls: [] }, ['the memories it is given']],
  ['memory', { remembers: ['My name is Bob'] }, ['what is remembered after it']],
  ['memory', { forgets: ['I live in Lisbon.'] }, ['what is forgotten after it']],
  ['end state', { services: 'unchanged' }, ['no change of commerce.orders.123.status']],
  ['end state', { services: { 'commerce.orders.123.status': 'paid' } }, ['commerce.orders.123.status']],
  [
    'end state',
    { services: { 'commerce.orders.123.status': 'refunded', 'email.sent.mail-1': { to: 'x' } } },
    ['a change of email.sent.mail-1'],
  ],
  ['budget', { budget: { tools: 1, tokens: 119 } }, ['tools', 'tokens']],
];

describe('a turn that is as expected', () => {
  const cases = Object.entries(RIGHT).flatMap(([name, some]) => some.map((one) => [name, one] as const));
  test.each(cases)('%s: %j', async (scorer, expected) => {
    expect(await findings(scorer, expected)).toEqual([]);
  });

  test('there is one for every scorer', () => {
    expect(Object.keys(RIGHT).sort()).toEqual(SCORERS.map(({ name }) => name).sort());
  });

  test('what describes it fits it', async () => {
    for (const { name } of SCORERS) {
      const found = SCORERS.find((one) => one.name === name);
      expect(await found?.judge(Expectation.parse(describeTurn(TURN)), TURN)).toSatisfy(
        (judged: unknown) => judged === undefined || (Array.isArray(judged) && judged.length === 0),
        name,
      );
    }
  });
});

describe('a turn that is not as expected', () => {
  test.each(WRONG)('%s: %j', async (scorer, expected, what) => {
    expect(await findings(scorer, expected)).toEqual(what);
  });
});

const without = (type: RunEventBody['type']) => (events: RunEventBody[]) =>
  events.filter((event) => event.type !== type);

describe('what holds for every turn', () => {
  const write = {
    seq: 1,
    service: 'commerce',
    operation: 'orders.refund',
    path: '/1/refund',
    key: 'a',
  } as const;
  const entry = { ...write, user: '1', body: {}, at: '', replayed: 0 };
  test.each<[string, TurnTrace, string]>([
    ['a run that failed', turnWith(without('run.finished')), 'how the run ends'],
    ['a call without an end', turnWith(without('tool.finished')), 'an end of the call of orders.get'],
    [
      'a reply that policy has not seen',
      turnWith((events) => events.filter((event) => !('node' in event && event.node === 'policy'))),
      'a look at the reply',
    ],
    ['a write that is not on the log', { ...TURN, writes: [entry] }, 'the writes that were done'],
    ['a write done twice', { ...TURN, writes: [entry, { ...entry, key: 'b' }] }, 'orders.refund once'],
    ['a turn that was not taken', { ...TURN, rejected: 'queue_full' }, 'a turn that is taken'],
    ['a number that is missing', { ...TURN, events: TURN.events.slice(1) }, 'events without a gap'],
  ])('%s is found', async (_what, turn, finding) => {
    expect(await findings('invariants', {}, turn)).toContain(finding);
  });
});

test('a citation of what was not found is wrong, whatever is expected', async () => {
  const turn = turnWith((events) =>
    events.map((event) =>
      event.type === 'tool.finished' && event.service === 'rag'
        ? { ...event, result: { answer: 'No.' } }
        : event,
    ),
  );
  expect(await findings('citations', {}, turn)).toEqual([
    'a document that was found',
    'a quotation that was found',
  ]);
});

test('a refused call is one that was not made, with the reason', async () => {
  const refusal: RunEventBody = {
    type: 'policy.decision',
    stage: 'tool',
    step_id: 3,
    decision: 'refused',
    reasons: ['not_asked_for'],
  };
  const turn = turnWith((events) => [...events, refusal]);
  const call = { tool: 'orders.refund', args: { order_id: 123 }, status: 'refused:not_asked_for' };
  expect(await findings('tool status', { tools: [ORDERS, ASK, call] }, turn)).toEqual([]);
  expect(await findings('policy', { policy: { tools: {} } }, turn)).toEqual(['policy: tools.orders.refund']);
});
