import { Mode } from '../../src/contracts/mode.js';
import { median, quantile, sum } from '../stats.js';
import { LABELS, type TargetName } from '../targets.js';
import { number, ratio, type Table } from '../table.js';
import type { Verdict } from './scenario.js';
import type { Slice } from './slice.js';

export const CONCURRENCIES = [1, 8] as const;

export interface Measured extends Slice {
  round: number;
  mode: Mode;
  concurrency: number;
  target: TargetName;
}

const BASELINES = ['koa', 'graph'] as const;
const HEAD = ['mode', 'at once', 'what', 'turns/s', 'p50 ms', 'p99 ms', 'CPU ms'];

/** One row for each mode, concurrency and target: the medians over the rounds, and as ratios to the two baselines. */
export function toTable(measured: Measured[], targets: TargetName[]): Table {
  const rows = Mode.options.flatMap((mode) =>
    CONCURRENCIES.flatMap((concurrency) => {
      const here = measured.filter((one) => one.mode === mode && one.concurrency === concurrency);
      return targets.map((target) => [mode, String(concurrency), LABELS[target], ...cells(here, target)]);
    }),
  );
  const against = BASELINES.flatMap((name) =>
    ['turns/s', 'p50', 'p99', 'CPU'].map((what) => `${what} / ${name}`),
  );
  return {
    title: 'POST /chat',
    note:
      'Closed loop, kept-alive connections, 60 sessions a mode. Medians over the rounds, also of the ratios, which are ' +
      'taken within a round; p99 over all rounds. CPU is user and system time of the process itself, for each turn.',
    head: [...HEAD, ...against],
    rows,
  };
}

function cells(here: Measured[], target: TargetName): string[] {
  const own = here.filter((one) => one.target === target);
  const over = (pick: (one: Measured) => number): string => number(median(own.map(pick)));
  return [
    over((one) => one.turnsPerSecond),
    over((one) => one.p50),
    number(p99Of(own)),
    over((one) => one.cpuMs),
    ...BASELINES.flatMap((baseline) =>
      ratios(
        own,
        here.filter((one) => one.target === baseline),
      ),
    ),
  ];
}

function ratios(own: Measured[], baseline: Measured[]): string[] {
  const over = (pick: (one: Measured) => number): string => ratio(median(perRound(own, baseline, pick)));
  return [
    over((one) => one.turnsPerSecond),
    over((one) => one.p50),
    ratio(p99Of(own) / p99Of(baseline)),
    over((one) => one.cpuMs),
  ];
}

/** What happens to the machine in a round happens to both. */
function perRound(own: Measured[], baseline: Measured[], pick: (one: Measured) => number): number[] {
  return own.flatMap((one) => {
    const other = baseline.find(({ round }) => round === one.round);
    return other === undefined ? [] : [pick(one) / pick(other)];
  });
}

/** A round alone has too few turns for a 99th percentile. */
function p99Of(measured: Measured[]): number {
  return quantile(
    measured.flatMap((one) => one.latencies),
    0.99,
  );
}

/** CPU of an average turn over the modes, against the bare graph's. */
export function cpuVerdicts(measured: Measured[], target: 'embedded' | 'real'): Verdict[] {
  return CONCURRENCIES.map((concurrency) => {
    const here = measured.filter((one) => one.concurrency === concurrency);
    const cpuOf = (name: TargetName, round: number): number =>
      sum(here.filter((one) => one.target === name && one.round === round).map((one) => one.cpuMs));
    const rounds = [...new Set(here.map(({ round }) => round))];
    const measuredRatio = median(rounds.map((round) => cpuOf(target, round) / cpuOf('graph', round)));
    return {
      target: `A turn costs at most 2x the bare graph in CPU (${LABELS[target]}, ${concurrency} at once)`,
      measured: ratio(measuredRatio),
      met: measuredRatio <= 2,
    };
  });
}
