import { z } from 'zod';
import { ChatResponse } from '../../src/contracts/chat.js';
import { ServiceName } from '../../src/contracts/mode.js';
import { RunEvent } from '../../src/contracts/run-event.js';
import { readSseFrames } from '../../src/testing/sse-frames.js';
import { startChild, type Child } from '../child-process.js';
import type { Ask } from '../messages.js';
import { ORDER_ASK, PARALLEL_ASK, SEQUENTIAL_ASK } from '../model-messages.js';
import { Timings } from '../protocol.js';
import { median, quantile } from '../stats.js';
import { openDataDir } from '../stores.js';
import { number, ratio } from '../table.js';
import { post, type Bench } from '../targets.js';
import type { Scenario, ScenarioResult } from './scenario.js';

const FULL = { plans: 10, rounds: 5, turns: 40, warmUp: 60 };
const QUICK = { plans: 3, rounds: 2, turns: 20, warmUp: 20 };
const READ_MS = 300;
const NO_BUDGET = 'tokens=0,usd=0';
/** What three reads at once may take of the time of three in turn; a third would be the whole of what can be won. */
const MOST_OF_SEQUENTIAL = 0.5;

interface Rig {
  service: Child;
  model: Child;
  sandbox: Child;
  bare: Child;
}

/** What a turn with a model costs: reads at once beside reads in turn, and all of it beside its calls of `ChatOpenAI`. */
export const model: Scenario = {
  name: 'model',
  async run({ bench, say }) {
    const size = bench.quick ? QUICK : FULL;
    const rig = await openRig(bench);
    say('warming up');
    for (let n = 0; n < size.warmUp; n += 1) await take(bench, rig, ORDER_ASK);
    say('plans');
    const spans = await measurePlans(bench, rig, size.plans);
    const rounds = [];
    for (let round = 0; round < size.rounds; round += 1) {
      say(`overhead, round ${round + 1} of ${size.rounds}`);
      rounds.push(await measureOverhead(bench, rig, size.turns));
    }
    return toResult(spans, rounds);
  },
};

async function openRig(bench: Bench): Promise<Rig> {
  const start = async (name: string, env: Record<string, string> = {}): Promise<Child> => {
    const child = await startChild({ name, env });
    bench.closers.add(name, child.stop);
    return child;
  };
  const [model, sandbox, bare] = [await start('model'), await start('sandbox'), await start('bare-model')];
  const services = ServiceName.options.map((name) => [`SVC_${name.toUpperCase()}`, `${sandbox.url}/${name}`]);
  const service = await start('service', {
    PORT: '0',
    OPENAI_BASE_URL: model.url,
    OPENAI_MODEL: 'scripted',
    OPENAI_EMBEDDING_MODEL: 'offline',
    BUDGET_TURN: NO_BUDGET,
    BUDGET_SESSION: NO_BUDGET,
    BUDGET_DAY: NO_BUDGET,
    ...Object.fromEntries(services),
    ...(await openDataDir(bench.closers)),
  });
  return { service, model, sandbox, bare };
}

let sessions = 0;

/** One turn in a session of its own; throws where the model had no part in it. */
async function take(
  bench: Bench,
  { service }: Rig,
  ask: Pick<Ask, 'mode' | 'message'>,
): Promise<ChatResponse> {
  sessions += 1;
  const body = { ...ask, session_id: `bench-model-${sessions}`, user_id: '1' };
  const answer = ChatResponse.parse(JSON.parse(await post(bench.http, service.url, body)));
  const { planner, degraded } = answer.reply;
  if (planner !== 'llm' || degraded !== undefined) throw new Error(`The rules had to help: ${degraded}`);
  return answer;
}

interface Spans {
  parallel: number[];
  sequential: number[];
}

/** From the first call of a tool to the end of the last, each read taking its 300 ms. */
async function measurePlans(bench: Bench, rig: Rig, plans: number): Promise<Spans> {
  const spans: Spans = { parallel: [], sequential: [] };
  for (const service of ['xengine', 'social', 'sports'])
    await bench.http.postJson(`${rig.sandbox.url}/_faults`, { service, kind: 'latency', ms: READ_MS });
  for (let n = 0; n < plans; n += 1) {
    spans.parallel.push(await spanOf(rig, await take(bench, rig, PARALLEL_ASK)));
    spans.sequential.push(await spanOf(rig, await take(bench, rig, SEQUENTIAL_ASK)));
  }
  const cleared = await fetch(`${rig.sandbox.url}/_faults`, { method: 'DELETE' });
  if (!cleared.ok) throw new Error(`The faults stay: ${cleared.status}`);
  return spans;
}

async function spanOf({ service }: Rig, { run_id }: ChatResponse): Promise<number> {
  const response = await fetch(`${service.url}/runs/${run_id}/events?user_id=1`);
  const events = readSseFrames(await response.text()).map(({ data }) => RunEvent.parse(JSON.parse(data)));
  const at = (type: string): number[] =>
    events.filter((event) => event.type === type).map((event) => Date.parse(event.at));
  if (at('tool.finished').length !== 3) throw new Error('Three reads were to be done');
  return Math.max(...at('tool.finished')) - Math.min(...at('tool.started'));
}

interface Round {
  calls: number;
  /** Medians of a turn, and CPU of the process for each turn; milliseconds. */
  service: { p50: number; p99: number; cpu: number };
  bare: { p50: number; p99: number; cpu: number };
}

async function measureOverhead(bench: Bench, rig: Rig, turns: number): Promise<Round> {
  const Bodies = z.array(z.string());
  await rig.model.ask('asked', null, Bodies);
  await take(bench, rig, ORDER_ASK);
  const bodies = await rig.model.ask('asked', null, Bodies);
  const given = { baseUrl: rig.model.url, bodies, turns };
  await rig.bare.ask('run', { ...given, turns: 5 }, Timings);
  const bare = await timed(rig.bare, async () => (await rig.bare.ask('run', given, Timings)).latencies);
  const service = await timed(rig.service, async () => {
    const latencies = [];
    for (let n = 0; n < turns; n += 1) {
      const started = performance.now();
      await take(bench, rig, ORDER_ASK);
      latencies.push(performance.now() - started);
    }
    return latencies;
  });
  return { calls: bodies.length, service, bare };
}

async function timed(child: Child, run: () => Promise<number[]>): Promise<Round['bare']> {
  const before = await child.usage();
  const latencies = await run();
  const { cpuMs } = await child.usage();
  const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
  return { p50, p99, cpu: (cpuMs - before.cpuMs) / latencies.length };
}

function toResult(spans: Spans, rounds: Round[]): ScenarioResult {
  const [parallel, sequential] = [median(spans.parallel), median(spans.sequential)];
  const share = parallel / sequential;
  const of = (read: (round: Round) => number): number => median(rounds.map(read));
  const over = (read: (one: Round['bare']) => number): string =>
    ratio(of(({ service, bare }) => read(service) / read(bare)));
  const row = (what: string, part: 'bare' | 'service'): string[] => [
    what,
    ...(['p50', 'p99', 'cpu'] as const).map((figure) => number(of((round) => round[part][figure]))),
    ...(['p50', 'cpu'] as const).map((figure) => (part === 'bare' ? ratio(1) : over((one) => one[figure]))),
  ];
  return {
    tables: [
      {
        title: 'A plan of three independent reads',
        note: `A model's plan, three services, ${READ_MS} ms a read; from the first call to the end of the last, medians.`,
        head: ['plan', 'ms', '/ in turn', '/ one read'],
        rows: [
          ['one after the other', number(sequential), ratio(1), ratio(sequential / READ_MS)],
          ['all at once', number(parallel), ratio(share), ratio(parallel / READ_MS)],
        ],
      },
      {
        title: 'A turn with an instant model',
        note: `${of(({ calls }) => calls)} calls of the model and one tool a turn; the model in a process of its own. CPU of the process itself; medians over the rounds.`,
        head: ['what', 'p50 ms', 'p99 ms', 'CPU ms', 'p50 / bare', 'CPU / bare'],
        rows: [row('the bare calls of ChatOpenAI', 'bare'), row('service, embedded stores', 'service')],
      },
    ],
    verdicts: [
      {
        target: `Three reads at once take at most ${MOST_OF_SEQUENTIAL} of the time of three in turn`,
        measured: ratio(share),
        met: share <= MOST_OF_SEQUENTIAL,
      },
    ],
    data: { spans, rounds },
  };
}
