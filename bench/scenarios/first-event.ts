import { z } from 'zod';
import { Mode } from '../../src/contracts/mode.js';
import { askOf } from '../messages.js';
import { Firsts } from '../protocol.js';
import { streamTurn } from '../sse.js';
import { median, quantile } from '../stats.js';
import { number, ratio } from '../table.js';
import { LABELS, type Bench, type Target } from '../targets.js';
import type { Scenario, ScenarioResult } from './scenario.js';

const FULL = { rounds: 3, turns: 21, warmUp: 84 };
const QUICK = { rounds: 1, turns: 21, warmUp: 21 };
/** A tool that is slow to answer: what is read after its call cannot pass for what was read before. */
const TOOL_MS = 15;

/** From the request to what the reader sees, and to the first call of a tool; milliseconds. */
interface Seen {
  target: 'embedded' | 'real';
  /** The first event as it leaves, and as it is read. */
  sent: number;
  start: number;
  started: number;
  end: number;
  /** Undefined for a turn without tools. */
  toolCall: number | undefined;
}

/** How soon a reader of `GET /chat/stream` sees something, and that it is before any tool is called. */
export const firstEvent: Scenario = {
  name: 'first-event',
  async run({ bench, targets, say }) {
    const size = bench.quick ? QUICK : FULL;
    const baselines = [await targets('koa'), await targets('graph')];
    const services = [
      await targets('embedded'),
      ...(bench.real === undefined ? [] : [await targets('real')]),
    ];
    const modes = [...Mode.options];
    const bare = new Map<string, number[]>(baselines.map(({ name }) => [name, []]));
    for (const target of [...baselines, ...services]) {
      await target.run({ modes, turns: size.warmUp, concurrency: 4, from: 0 });
    }
    const seen: Seen[] = [];
    for (let round = 0; round < size.rounds; round += 1) {
      say(`round ${round + 1} of ${size.rounds}`);
      const load = { modes, turns: size.turns, concurrency: 1, from: size.warmUp + round * size.turns };
      for (const target of baselines) bare.get(target.name)?.push(...(await target.run(load)).latencies);
      for (const target of services) seen.push(...(await watch(bench, target, load)));
    }
    const names = services.map(({ name }) => name);
    const medians = { koa: median(bare.get('koa') ?? []), graph: median(bare.get('graph') ?? []) };
    return toResult(
      seen.filter(({ target }) => names.includes(target)),
      medians,
    );
  },
};

async function watch(
  { http }: Bench,
  target: Target,
  load: { modes: Mode[]; turns: number; from: number },
): Promise<Seen[]> {
  await target.child.ask('watch', TOOL_MS, z.unknown());
  const turns = [];
  for (let n = load.from; n < load.from + load.turns; n += 1) {
    turns.push(await streamTurn(http, target.child.url, askOf(load.modes, n)));
  }
  const firsts = await target.child.ask('unwatch', null, Firsts);
  return turns.map(({ runId, asked, frames }) => {
    const at = (event: string): number =>
      (frames.find((frame) => frame.event === event)?.at ?? Number.NaN) - asked;
    const call = firsts.calls[runId];
    return {
      target: target.name === 'real' ? 'real' : 'embedded',
      sent: (firsts.events[runId] ?? Number.NaN) - asked,
      start: at('start'),
      started: at('run.started'),
      end: at('end'),
      toolCall: call === undefined ? undefined : call - asked,
    };
  });
}

function toResult(seen: Seen[], bare: { koa: number; graph: number }): ScenarioResult {
  const targets = [...new Set(seen.map(({ target }) => target))];
  const rows = targets.flatMap((target) => {
    const own = seen.filter((one) => one.target === target);
    const calls = own.flatMap(({ toolCall }) => toolCall ?? []);
    const line = (what: string, times: number[], before: string): string[] => [
      LABELS[target],
      what,
      number(quantile(times, 0.5)),
      number(quantile(times, 0.99)),
      ratio(median(times) / bare.koa),
      ratio(median(times) / bare.graph),
      before,
    ];
    const until = (what: string, at: (one: Seen) => number): string[] =>
      line(what, own.map(at), share(own, at));
    return [
      until('first event leaves', ({ sent }) => sent),
      until('first event is read', ({ start }) => start),
      until('run.started is read', ({ started }) => started),
      line('first tool is called', calls, ''),
    ];
  });
  return {
    tables: [
      {
        title: 'Time to the first event of GET /chat/stream',
        note: `One turn at a time, tools that take ${TOOL_MS} ms. Ratios to a whole answer of the bare Koa route and of the bare graph.`,
        head: ['what', 'until', 'p50 ms', 'p99 ms', '/ koa', '/ graph', 'before the first tool call'],
        rows,
      },
    ],
    verdicts: targets.map((target) => {
      const own = seen.filter((one) => one.target === target);
      return {
        target: `The first event leaves before any tool is called (${LABELS[target]})`,
        measured: share(own, ({ sent }) => sent),
        met: own.every(({ sent, toolCall }) => toolCall === undefined || sent < toolCall),
      };
    }),
    data: { bare, seen },
  };
}

/** "84 of 84": of the turns that called a tool, in how many this came before. */
function share(seen: Seen[], readAt: (one: Seen) => number): string {
  const withTools = seen.filter(({ toolCall }) => toolCall !== undefined);
  const before = withTools.filter((one) => readAt(one) < (one.toolCall ?? 0));
  return `${before.length} of ${withTools.length}`;
}
