import { parentPort, workerData } from 'node:worker_threads';
import { fightNamed } from './fights.js';
import { playMatch } from './play-match.js';
import { policyNamed } from './policies/policies.js';
import { Job, type Cell } from './table-job.js';

if (parentPort === null) throw new Error('The table is played in threads');
const port = parentPort;

// One thread of the table: plays its share of the fights and says how each row and column came out.

for (const { boss, policy, seeds } of Job.array().parse(workerData)) {
  const cell: Cell = { boss, policy, won: 0, played: 0, ms: 0, game_ms: 0 };
  const started = performance.now();
  for (const seed of seeds) {
    const { outcome, t } = playMatch({ config: fightNamed(boss), seed, create: policyNamed(policy) });
    cell.played += 1;
    cell.won += outcome === 'won' ? 1 : 0;
    cell.game_ms += t;
  }
  cell.ms = performance.now() - started;
  port.postMessage(cell satisfies Cell, []);
}
