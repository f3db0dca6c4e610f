import { createMind } from '../../src/game/mind.js';
import { randomLog } from '../../src/testing/game-log.js';

// How long a mind takes for an event and for a plan, over crowded matches. Prints a table; `-- --quick` for a look.

const MATCHES = process.argv.includes('--quick') ? 5 : 40;
const EVENTS = 1_000;
/** The first matches are played before anything counts, so that the code is compiled. */
const WARM_UP = 3;

function measure(allies: number): { observe: number[]; tick: number[] } {
  const times = { observe: [] as number[], tick: [] as number[] };
  for (let match = 0; match < MATCHES + WARM_UP; match += 1) {
    const kept = match < WARM_UP ? { observe: [], tick: [] } : times;
    playOne({ seed: match, allies, kept });
  }
  return times;
}

function playOne({
  seed,
  allies,
  kept,
}: {
  seed: number;
  allies: number;
  kept: ReturnType<typeof measure>;
}): void {
  const mind = createMind({ matchId: `m-${seed}`, player: 'hero', seed });
  let ticked = 0;
  for (const event of randomLog({ seed, length: EVENTS, allies, hostile: seed % 4 === 0 })) {
    const due = Math.floor(event.t_game / 250);
    if (due > ticked) kept.tick.push(timed(() => mind.tick(due * 250)));
    ticked = due;
    kept.observe.push(timed(() => mind.observe(event)));
  }
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function row(what: string, times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(3);
  return `| ${what} | ${sorted.length} | ${at(0.5)} | ${at(0.99)} | ${at(0.999)} | ${at(1)} |`;
}

const lines = [4, 16].flatMap((allies) => {
  const { observe, tick } = measure(allies);
  return [row(`observe, ${allies} allies`, observe), row(`tick, ${allies} allies`, tick)];
});
process.stdout.write(
  ['| milliseconds | calls | p50 | p99 | p99.9 | max |', '|---|---|---|---|---|---|', ...lines, ''].join(
    '\n',
  ),
);
