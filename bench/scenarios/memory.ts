import { Mode } from '../../src/contracts/mode.js';
import { Usage } from '../protocol.js';
import { slope } from '../stats.js';
import { megabytes, ratio, number, type Table } from '../table.js';
import { LABELS, startTarget, type Target, type TargetName } from '../targets.js';
import type { Scenario, Verdict } from './scenario.js';

const FULL = { service: 10_000, baseline: 2_500, samples: 20 };
const QUICK = { service: 240, baseline: 240, samples: 6 };
const GC = { execArgv: ['--expose-gc'] };
/** Until here caches fill and the engine optimises. */
const WARM_SHARE = 0.4;
/** What may be held more after a thousand turns: less than a message each. */
const FLAT_BYTES_PER_1000 = 256 * 1024;

const HEAD = [
  'what',
  'turns',
  'RSS MB, start',
  'heap',
  'RSS, warm',
  'heap, warm',
  'RSS, end',
  'heap, end',
  'RSS KB / 1000 turns',
  'heap KB / 1000 turns',
  'RSS / koa',
  'heap / koa',
  'RSS / graph',
  'heap / graph',
];

export interface Sample {
  turns: number;
  rss: number;
  heap: number;
}

interface Series {
  target: TargetName;
  samples: Sample[];
}

/** What each process holds after more and more turns. The three run at the same time: nothing is timed here. */
export const memory: Scenario = {
  name: 'memory',
  async run({ bench, say }) {
    const size = bench.quick ? QUICK : FULL;
    const stores = bench.real === undefined ? 'embedded' : 'real';
    const service = await startTarget(bench, stores, GC);
    const baselines = [await startTarget(bench, 'koa', GC), await startTarget(bench, 'graph', GC)];
    const { samples } = size;
    const series = await Promise.all([
      collect(service, { turns: size.service, samples }, say),
      ...baselines.map((target) => collect(target, { turns: size.baseline, samples }, say)),
    ]);
    // So few turns as in a quick run say nothing about growth.
    const judged = bench.quick ? [] : series.filter(({ target }) => target === stores);
    return { tables: [toTable(series)], verdicts: judged.map(toVerdict), data: series };
  },
};

async function collect(
  target: Target,
  { turns, samples }: { turns: number; samples: number },
  say: (line: string) => void,
): Promise<Series> {
  const chunk = turns / samples;
  const taken = [await sample(target, 0)];
  for (let done = 0; done < turns; done += chunk) {
    await target.run({ modes: [...Mode.options], turns: chunk, concurrency: 8, from: done });
    taken.push(await sample(target, done + chunk));
  }
  say(`${LABELS[target.name]} has taken ${turns} turns`);
  return { target: target.name, samples: taken };
}

async function sample(target: Target, turns: number): Promise<Sample> {
  const { rss, heapUsed } = await target.child.ask('collect', null, Usage);
  return { turns, rss, heap: heapUsed };
}

function toTable(series: Series[]): Table {
  const last = (target: TargetName): Sample | undefined =>
    series.find((one) => one.target === target)?.samples.at(-1);
  const rows = series.map(({ target, samples }) => {
    const { warm, end } = marksOf(samples);
    const growth = growthOf(samples);
    return [
      LABELS[target],
      String(end?.turns ?? 0),
      ...[samples[0], warm, end].flatMap((at) => [megabytes(at?.rss ?? 0), megabytes(at?.heap ?? 0)]),
      number(growth.rss / 1024),
      number(growth.heap / 1024),
      ...[last('koa'), last('graph')].flatMap((base) => [
        ratio((end?.rss ?? 0) / (base?.rss ?? Number.NaN)),
        ratio((end?.heap ?? 0) / (base?.heap ?? Number.NaN)),
      ]),
    ];
  });
  return {
    title: 'Memory',
    note:
      `Resident size and heap (after a full collection) at the start, when warm (after ${100 * WARM_SHARE} % of the turns) ` +
      'and at the end; growth after warming up, by least squares. Eight turns at once, all modes.',
    head: HEAD,
    rows,
  };
}

function marksOf(samples: Sample[]): { warm: Sample | undefined; end: Sample | undefined } {
  const end = samples.at(-1);
  return { warm: samples.find(({ turns }) => turns >= WARM_SHARE * (end?.turns ?? 0)), end };
}

/** Bytes for a thousand turns, once warm. */
function growthOf(samples: Sample[]): { rss: number; heap: number } {
  const from = marksOf(samples).warm?.turns ?? 0;
  const after = samples.filter(({ turns }) => turns >= from);
  const per = (pick: (at: Sample) => number): number =>
    1000 * slope(after.map((at) => ({ x: at.turns, y: pick(at) })));
  return { rss: per((at) => at.rss), heap: per((at) => at.heap) };
}

function toVerdict({ target, samples }: Series): Verdict {
  const { heap } = growthOf(samples);
  return {
    target: `Memory is flat after warm-up (${LABELS[target]})`,
    measured: `${number(heap / 1024)} KB of heap for 1000 turns`,
    met: heap <= FLAT_BYTES_PER_1000,
  };
}
