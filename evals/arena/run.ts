import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ARENA_BOSSES } from '../../src/sandbox/data/arena-bosses.js';
import { fightNamed } from './fights.js';
import { HIDDEN_BOSSES } from './hidden-bosses.js';
import { playMatch } from './play-match.js';
import { playTable, showTable } from './play-table.js';
import { POLICIES, policyNamed } from './policies/policies.js';
import { writeRecording, type Tick } from './record-match.js';
import { showTick } from './watch-match.js';

const USAGE = `npm run arena -- --boss DinoBoss [--seed 7] [--policy asi] [--reaction 150] [--watch] [--record FILE]
npm run arena -- --table [--seeds 200] [--policy asi,greedy] [--boss DinoBoss] [--hidden] [--out FILE]`;

const { values } = parseArgs({
  options: {
    boss: { type: 'string' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '200' },
    policy: { type: 'string' },
    reaction: { type: 'string', default: '150' },
    watch: { type: 'boolean', default: false },
    record: { type: 'string' },
    table: { type: 'boolean', default: false },
    hidden: { type: 'boolean', default: false },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const Whole = z.coerce.number().int().min(0);
const print = (text: string): boolean => process.stdout.write(`${text}\n`);

if (values.help || (!values.table && values.boss === undefined)) print(USAGE);
else if (values.table) await table();
else if (values.boss !== undefined) match(values.boss);

async function table(): Promise<void> {
  const fights = values.hidden ? [...ARENA_BOSSES, ...HIDDEN_BOSSES] : ARENA_BOSSES;
  const bosses = values.boss === undefined ? fights.map(({ name }) => name) : values.boss.split(',');
  const policies = values.policy === undefined ? [...POLICIES.keys()] : values.policy.split(',');
  policies.forEach(policyNamed);
  const options = {
    bosses: bosses.map((name) => fightNamed(name).name),
    policies,
    seeds: Whole.min(1).parse(values.seeds),
  };
  const text = showTable(await playTable(options), options);
  print(text);
  if (values.out !== undefined) writeFileSync(values.out, `${text}\n`);
}

function match(boss: string): void {
  const config = fightNamed(boss);
  const seed = Whole.parse(values.seed);
  const policy = values.policy ?? 'asi';
  const ticks: Tick[] = [];
  let [happened, told] = [0, 0];
  const { outcome, t } = playMatch({
    config,
    seed,
    create: policyNamed(policy),
    reactionMs: Whole.parse(values.reaction),
    onTick(events, actions) {
      happened += events.length;
      told += actions.length;
      if (values.watch) showTick(events, actions).forEach(print);
      if (values.record !== undefined && events.length + actions.length > 0) {
        ticks.push({ t: events[0]?.t_game ?? actions[0]?.t_game ?? 0, events, actions });
      }
    },
  });
  if (values.record !== undefined) {
    writeRecording(values.record, { boss: config.name, seed, policy, outcome }, ticks);
  }
  print(
    `${config.name}, seed ${seed}, ${policy}: ${outcome} after ${t / 1_000} s; ${happened} events, ${told} actions`,
  );
}
