import { Mode } from '../../src/contracts/mode.js';
import type { Bench, Target, TargetName } from '../targets.js';
import { CONCURRENCIES, cpuVerdicts, toTable, type Measured } from './chat-results.js';
import { rotate } from './rotate.js';
import type { Scenario } from './scenario.js';
import { assertSamePath } from './same-path.js';
import { measure } from './slice.js';

const FULL = { rounds: 4, turns: { 1: 21, 8: 42 }, warmUp: 210 };
const QUICK = { rounds: 2, turns: { 1: 7, 8: 14 }, warmUp: 42 };

/** Throughput, latency and CPU of `POST /chat`, service and baselines taking turns so that what the machine does hits all. */
export const chat: Scenario = {
  name: 'chat',
  async run({ bench, targets: targetOf, say }) {
    const size = bench.quick ? QUICK : FULL;
    const targets: Target[] = [];
    for (const name of namesFor(bench)) targets.push(await targetOf(name));
    say(`warming up ${targets.length} processes`);
    const warmUp = { modes: [...Mode.options], turns: size.warmUp, concurrency: 8, from: 0 };
    for (const target of targets) {
      await target.run(warmUp);
      if (target.name === 'embedded' || target.name === 'real')
        await assertSamePath(bench, target, size.warmUp);
    }
    const measured: Measured[] = [];
    for (let round = 0; round < size.rounds; round += 1) {
      say(`round ${round + 1} of ${size.rounds}`);
      for (const { mode, concurrency } of cases()) {
        const turns = size.turns[concurrency];
        const load = { modes: [mode], turns, concurrency, from: size.warmUp + round * turns };
        for (const target of rotate(targets, round)) {
          measured.push({ round, mode, concurrency, target: target.name, ...(await measure(target, load)) });
        }
      }
    }
    const judged = bench.real === undefined ? 'embedded' : 'real';
    return {
      tables: [
        toTable(
          measured,
          targets.map(({ name }) => name),
        ),
      ],
      verdicts: cpuVerdicts(measured, judged),
      data: measured.map(({ latencies, ...rest }) => ({ ...rest, turns: latencies.length })),
    };
  },
};

function cases(): { mode: Mode; concurrency: (typeof CONCURRENCIES)[number] }[] {
  return Mode.options.flatMap((mode) => CONCURRENCIES.map((concurrency) => ({ mode, concurrency })));
}

function namesFor(bench: Bench): TargetName[] {
  return bench.real === undefined
    ? ['koa', 'graph', 'embedded', 'http']
    : ['koa', 'graph', 'embedded', 'real', 'http'];
}
