import { join } from 'node:path';
import { Mode } from '../../src/contracts/mode.js';
import { BUILD_DIR } from '../build.js';
import { median } from '../stats.js';
import { number, ratio, type Table } from '../table.js';
import { LABELS, startTarget, type Bench, type Target } from '../targets.js';
import type { Guard } from '../without/guards.js';
import { rotate } from './rotate.js';
import type { Scenario } from './scenario.js';
import { measure, type Slice } from './slice.js';

const FULL = { rounds: 6, turns: 42, warmUp: 210 };
const QUICK = { rounds: 3, turns: 21, warmUp: 84 };
const CONCURRENCY = 8;

const ALL: readonly Guard[] = ['text-policy', 'tool-gate', 'ledger'];
/** What is left out, the whole service first: `before` is the one without any of them. */
const VARIANTS: readonly (readonly Guard[])[] = [[], ALL, ...ALL.map((guard) => [guard])];

interface Measured extends Slice {
  round: number;
  mode: Mode;
  without: string;
}

/** What text policy, tool gate and ledger cost a turn: the service beside itself without them. */
export const guards: Scenario = {
  name: 'guards',
  async run({ bench, say }) {
    const size = bench.quick ? QUICK : FULL;
    const tables: Table[] = [];
    const data: unknown[] = [];
    for (const stores of bench.real === undefined
      ? (['embedded'] as const)
      : (['embedded', 'real'] as const)) {
      say(`starting ${VARIANTS.length} services, ${LABELS[stores]}`);
      const measured = await measureAll(await startAll(bench, stores), size, say);
      tables.push(toTable(measured, LABELS[stores]));
      data.push(...measured.map(({ latencies, ...rest }) => ({ stores, ...rest, turns: latencies.length })));
    }
    return { tables, verdicts: [], data };
  },
};

async function startAll(bench: Bench, stores: 'embedded' | 'real'): Promise<Map<string, Target>> {
  const started = new Map<string, Target>();
  for (const without of VARIANTS) started.set(without.join(','), await start(bench, stores, without));
  return started;
}

function start(bench: Bench, stores: 'embedded' | 'real', without: readonly Guard[]): Promise<Target> {
  if (without.length === 0) return startTarget(bench, stores);
  const register = join(BUILD_DIR, 'bench', 'without', 'register.js');
  return startTarget(bench, stores, {
    execArgv: ['--import', register],
    env: { BENCH_WITHOUT: without.join(',') },
  });
}

async function measureAll(
  targets: Map<string, Target>,
  size: typeof FULL,
  say: (line: string) => void,
): Promise<Measured[]> {
  const warmUp = { modes: [...Mode.options], turns: size.warmUp, concurrency: CONCURRENCY, from: 0 };
  for (const target of targets.values()) await target.run(warmUp);
  const measured: Measured[] = [];
  for (let round = 0; round < size.rounds; round += 1) {
    say(`round ${round + 1} of ${size.rounds}`);
    for (const mode of Mode.options) {
      const from = size.warmUp + round * size.turns;
      const load = { modes: [mode], turns: size.turns, concurrency: CONCURRENCY, from };
      for (const [without, target] of rotate([...targets], round)) {
        measured.push({ round, mode, without, ...(await measure(target, load)) });
      }
    }
  }
  return measured;
}

function nameOf(without: readonly Guard[]): string {
  if (without.length === 0) return 'all three (after)';
  return without.length === ALL.length ? 'none of them (before)' : `all but the ${without.join()}`;
}

function toTable(measured: Measured[], label: string): Table {
  const rows = Mode.options.flatMap((mode) =>
    VARIANTS.map((guards) => {
      const own = measured.filter((one) => one.mode === mode && one.without === guards.join(','));
      const bare = measured.filter((one) => one.mode === mode && one.without === ALL.join(','));
      const over = (pick: (one: Slice) => number): string =>
        ratio(
          median(own.map((one) => pick(one) / pick(bare.find(({ round }) => round === one.round) ?? one))),
        );
      return [
        mode,
        nameOf(guards),
        number(median(own.map(({ cpuMs }) => cpuMs))),
        number(median(own.map(({ p50 }) => p50))),
        over(({ cpuMs }) => cpuMs),
        over(({ p50 }) => p50),
      ];
    }),
  );
  return {
    title: `The guards' cost a turn: ${label}`,
    note:
      `Text policy, tool gate and ledger, each taken out in the bench alone. ${CONCURRENCY} turns at once; medians over the ` +
      'rounds; ratios, taken within a round, to the service without any of them. Approvals are off in both.',
    head: ['mode', 'what', 'CPU ms', 'p50 ms', 'CPU / before', 'p50 / before'],
    rows,
  };
}
