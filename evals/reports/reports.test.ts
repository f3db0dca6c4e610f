import { describe, expect, test } from 'vitest';
import type { CaseResult } from '../replay/result.js';
import { RunView } from '../../src/contracts/run.js';
import { logOf, TURN } from '../scorers/turn.fixture.js';
import { compareRuns } from './compare-runs.js';
import { coverageOf } from './coverage.js';
import { exitCodeOf, Gates, missedGates, readGates, type Run } from './gates.js';
import { toHtml } from './html.js';
import { toJunit } from './junit.js';
import { toMarkdown } from './markdown.js';
import { createProgress } from './progress.js';
import { reachedBy } from './reached.js';
import { resultsOf, toStableText } from './results-file.js';
import { mcNemar, wilcoxon } from './significance.js';
import { showFailure, showRun } from './terminal.js';
import { timelineOf } from './timeline.js';
import { timingsOf } from './timings-file.js';
import { runViewOf } from './visualizer.js';

const FINDING = { what: 'the specialist', expected: 'orders', got: '<b>email</b> & \u0007' };

function played(id: string, status: CaseResult['status'], ms = 10, play = 1): CaseResult {
  const findings = status === 'failed' || status === 'known' ? [FINDING] : [];
  return {
    id,
    suite: id.split('/')[0] ?? '',
    title: `What ${id} shows`,
    tags: ['tagged'],
    status,
    known: status === 'known' ? 'the words are not there yet' : undefined,
    error: status === 'error' ? 'the database is away\n    at file.ts:1' : undefined,
    turns: [{ turn: 1, input: 'hello <script>', scores: [{ scorer: 'route', findings }] }],
    whole: [],
    trace: { turns: [{ ...TURN, took_ms: ms }], changes: [], violations: [], errors: [] },
    reached: [],
    took_ms: ms,
    play,
  };
}

const results = [played('a/one', 'passed'), played('a/two', 'failed'), played('b/three', 'error')];
const runOf = (some: readonly CaseResult[], more: Partial<Run> = {}): Run => ({
  results: resultsOf(some),
  timings: timingsOf(some, 1),
  ...more,
});
const run = runOf(results);

describe('the results', () => {
  test('count what failed apart from what could not be played, and say why', () => {
    expect(run.results.totals).toEqual({ cases: 3, turns: 3, passed: 1, failed: 1, known: 0, errors: 1 });
    expect(run.results.cases[1]?.findings).toEqual([
      { turn: 1, input: 'hello <script>', scorer: 'route', ...FINDING },
    ]);
    expect(run.results.cases[2]?.error).toBe('the database is away');
  });

  test('of several plays of a case are those of the one that failed', () => {
    const plays = [
      played('a/one', 'passed'),
      played('a/one', 'failed', 10, 2),
      played('a/one', 'passed', 10, 3),
    ];
    expect(resultsOf(plays).cases).toMatchObject([{ id: 'a/one', status: 'failed', passed: 2, plays: 3 }]);
  });

  test('are the same bytes whatever the time and the ids', () => {
    const id = '018f4d1e-7c00-7000-8000-000000000001';
    const slow = resultsOf([{ ...played('a/one', 'failed', 999), title: `run ${id}` }]);
    const fast = resultsOf([{ ...played('a/one', 'failed', 1), title: `run ${id.replace('1e', '2f')}` }]);
    expect(toStableText(slow)).toBe(toStableText(fast));
  });
});

describe('against a baseline', () => {
  const before = {
    ...runOf([played('a/one', 'failed', 5), played('a/two', 'passed', 5), played('a/gone', 'passed')]),
  };

  test('what is fixed, broken, new and gone is named, with what is wrong', () => {
    const compared = compareRuns(before, run.results, run.timings);
    expect(compared).toMatchObject({ fixed: ['a/one'], added: ['b/three'], removed: ['a/gone'], p: 1 });
    expect(compared.broken.map(({ id, findings }) => [id, findings[0]?.got])).toEqual([
      ['a/two', FINDING.got],
    ]);
    expect(compared.latency).toMatchObject({ turns: 2, ratio: 2 });
    expect(compared.latency?.ratio).toBeCloseTo(2);
    expect(toMarkdown({ ...run, comparison: compared }, [])).toMatch(
      /- 1 broken\n {2}- \*\*a\/two\*\*, turn 1 "[^"]+" · .+: .+, not .+/,
    );
  });

  test('a change of scores is told by scorer', () => {
    const { scores } = compareRuns(before, resultsOf([played('a/one', 'passed')]), run.timings);
    expect(scores).toEqual([{ scorer: 'route', before: 2 / 3, now: 1 }]);
  });

  test('significance is that of the textbook', () => {
    expect(mcNemar(0, 0)).toBe(1);
    expect(mcNemar(0, 6)).toBeCloseTo(0.03125);
    expect(mcNemar(2, 10)).toBeCloseTo(0.0386, 3);
    expect(wilcoxon([1, 2, 3])).toBe(1);
    expect(wilcoxon([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toBeCloseTo(0.0051, 3);
    expect(wilcoxon([1, -2, 3, -4, 5, -6, 7, -8, 9, -10])).toBeGreaterThan(0.5);
  });
});

describe('gates', () => {
  const missed = (gates: object, of: Run = run): string[] =>
    missedGates(Gates.parse(gates), of).map(({ gate }) => gate);

  test('ours can be read', () => {
    expect(readGates(new URL('../gates.yaml', import.meta.url).pathname)).toMatchObject({ broken: 0 });
  });

  test('hold each side of a run', () => {
    expect(missed({ pass_rate: 0.5, suites: { a: 0.5 }, errors: 1, scorers: { route: 0.5 } })).toEqual([]);
    expect(missed({ pass_rate: 0.6 })).toEqual(['pass rate']);
    expect(missed({ suites: { a: 1 } })).toEqual(['suite a']);
    expect(missed({ scorers: { route: 1 } })).toEqual(['scorer route']);
    expect(missed({ latency_p95_ms: 9 })).toEqual(['latency p95, ms']);
    const coverage = { tools: { reached: 1, of: 2, missing: ['x'] } };
    expect(missed({ coverage: { tools: 0.6 } }, { ...run, coverage })).toEqual(['coverage of tools']);
    const comparison = compareRuns({ ...runOf([played('a/two', 'passed')]) }, run.results, run.timings);
    expect(missed({ broken: 0 }, { ...run, comparison })).toEqual(['broken']);
  });

  test('end the process with 1 for wrong behaviour and 2 where it could not be seen', () => {
    const code = (gates: object): number => exitCodeOf(missedGates(Gates.parse(gates), run));
    expect([code({}), code({ errors: 0 }), code({ errors: 0, pass_rate: 1 })]).toEqual([0, 2, 1]);
  });

  test('a misspelt gate is refused', () => {
    expect(() => Gates.parse({ pas_rate: 1 })).toThrow('pas_rate');
  });
});

test('JUnit tells failures from errors, and is XML whatever was said', () => {
  const xml = toJunit(run.results, run.timings);
  expect(xml).toContain('<testsuite name="a" tests="2" failures="1" errors="0" skipped="0">');
  expect(xml).toContain('<error message="the database is away"/>');
  expect(xml).toContain('&lt;b&gt;email&lt;/b&gt; &amp; ');
  const bell = toJunit(resultsOf([{ ...played('a/one', 'passed'), title: 'a bell \u0007' }]), run.timings);
  expect(bell).toContain('a bell \ufffd"');
});

test('the page holds everything, and nothing that was said is markup', () => {
  const html = toHtml(results, { tools: { reached: 0, of: 1, missing: ['helm/<i>'] } }, undefined);
  expect(html).not.toMatch(/<script>"|<b>email|<i>/);
  expect(html.indexOf('b/three')).toBeLessThan(html.indexOf('a/one'));
  expect(html).not.toMatch(/(src|href)=/);
});

test('every run can be opened in the visualizer that is in the page', async () => {
  const started = { type: 'run.started', mode: 'support', user_id: '1', planner: 'rules' } as const;
  const events = logOf(started, { type: 'run.finished', outcome: 'done' });
  const turn = { ...TURN, input: 'refund </script>', events };
  const view = runViewOf(turn);
  expect(RunView.parse(view)).toMatchObject({ message: turn.input, mode: 'support', status: 'done' });
  expect(runViewOf({ ...TURN, events: [] })).toBeUndefined();
  const graph = { mode: 'support', nodes: [], edges: [] } as never;
  const graphs = { helm: graph, support: graph, player: graph };
  const one = {
    ...played('a/one', 'passed'),
    trace: { turns: [turn], changes: [], violations: [], errors: [] },
  };
  const html = toHtml([one], undefined, { template: '<script>it</script><!-- run -->', graphs });
  expect(html.match(/<\/script>/g)).toHaveLength(2);
  expect(html).toContain('class="open"');
  expect(toHtml([one], undefined, undefined)).toContain('npm run build');
});

test('the terminal says of a failure what was expected and what came', () => {
  const text = showFailure(results[1] ?? expect.fail('no failure'));
  expect(text).toContain('turn 1 "hello <script>" · route: the specialist');
  expect(text).toMatch(/^ {4}- orders\n {4}\+ <b>email/m);
  expect(showRun(results, run, [])).toMatch(/FAILED a\/two[^]*ERROR {2}b\/three[^]*1 of 3 cases passed/);
});

test('progress says failures at once, and how far it is', () => {
  const written: string[] = [];
  const progress = createProgress(10, { write: (text) => written.push(text), isTerminal: false });
  for (const result of results) progress.tell(result);
  progress.end();
  expect(written.join('')).toMatch(/^1 of 10[^]*FAILED a\/two[^]*ERROR {2}b\/three[^]*3 of 10 played, 2 not/);
});

test('the timeline puts what ran at once side by side, and calls into their nodes', () => {
  const bars = timelineOf(TURN).map(({ kind, name, start }) => `${kind} ${name} ${start}`);
  expect(bars).toEqual(
    expect.arrayContaining(['node commerce 2', 'node rag 2', 'tool orders.get 2', 'node policy 3']),
  );
});

test('coverage names what no case reaches', () => {
  const reached = new Set(reachedBy(TURN, 'support'));
  const coverage = coverageOf(reached, {
    tools: ['support/orders.get', 'support/email.send'],
    edges: ['support/specialist>rag', 'support/rag>specialist'],
    approvals: ['support/orders.refund asked', 'support/orders.refund approved'],
    'policy classes': ['card'],
    'policy decisions': ['input changed'],
    specialists: ['support/orders'],
  });
  expect(Object.values(coverage).flatMap(({ missing }) => missing)).toEqual([
    'support/email.send',
    'support/rag>specialist',
    'support/orders.refund approved',
  ]);
});

test('what fails as known is counted apart, and misses no gate', () => {
  const some = [played('a/one', 'passed'), played('a/two', 'known')];
  const known = runOf(some);
  expect(known.results.totals).toMatchObject({ passed: 1, failed: 0, known: 1 });
  expect(missedGates(Gates.parse({ pass_rate: 1 }), known)).toEqual([]);
  expect(showRun(some, known, [])).toContain('KNOWN  a/two: the words are not there yet');
  expect(toMarkdown(known, [])).toContain('**a/two** fails as known: the words are not there yet');
  expect(toJunit(known.results, known.timings)).toContain('<skipped message="the words are not there yet"/>');
});
