import { number, type Table } from '../table.js';
import type { Measured } from './measured.js';
import { plot, type Curve } from './plot.js';

/** What was measured with so many matches at so many events a second. */
export interface Row {
  matches: number;
  asked: number;
  written: number;
  seconds: number;
  measured: Measured;
}

/** What the rows show, as one table. */
export function toTable(rows: Row[]): Table {
  const spread = ({ p50, p99, max }: Measured['lag']): string => [p50, p99, max].map(number).join(' / ');
  return {
    title: 'Game events',
    note:
      'Milliseconds as p50 / p99 / max. Reflex: one event in the mind. In stream: from the write of an event to its read. To action: from the read of an event to its action written. ' +
      'Matches take 15 to 45 seconds, and another begins where one ends; the last row is from the moment in which all begin together. Positions are passed over (latest wins) where matches lag. Stale: actions whose plan was over or rested on what is not so. The ' +
      'strategist is asked by runs of the player graph, over a model that takes 5 s, in the thread that chat and runs have. Loop, busy and heap ' +
      '(what is left of it after a collection) are of the thread that plays; the row before the last is the first one again. CPU is of all threads of ' +
      'the process, of one core; writer, model, Postgres and Redis share the machine.',
    head: [
      'matches',
      'events/s',
      'written/s',
      'played',
      'passed over',
      'left',
      'actions',
      'stale',
      'asked / answered / aborted / failed',
      'reflex',
      'tick',
      'in stream',
      'to action',
      'loop p99',
      'RSS MB',
      'heap MB',
      'busy',
      'CPU',
    ],
    rows: rows.map(({ matches, asked, written, seconds, measured: { counts, ...m } }) => [
      String(matches),
      String(asked),
      number(written),
      String(counts['played'] ?? 0),
      String(counts['superseded'] ?? 0),
      String(m.waiting),
      String(counts['actions'] ?? 0),
      String(counts['stale'] ?? 0),
      strategyOf(counts),
      spread(m.reflex),
      spread(m.tick),
      spread(m.stream),
      spread(m.lag),
      number(m.loopP99),
      number(m.rss / 2 ** 20),
      number(m.heap / 2 ** 20),
      `${Math.round(100 * m.busy)} %`,
      `${Math.round((100 * m.cpuMs) / (seconds * 1_000))} %`,
    ]),
  };
}

/** What became of the questions to the strategist, whose model takes 5 s: longer than it is waited for. */
function strategyOf(counts: Measured['counts']): string {
  const sum = (start: string): number =>
    Object.entries(counts).reduce((all, [name, n]) => all + (name.startsWith(start) ? n : 0), 0);
  return ['question asked', 'question answered', 'question aborted', 'question failed'].map(sum).join(' / ');
}

/** Times to action by matches or by events a second, as SVG. */
export function plotLags(x: string, rows: readonly Row[], by: 'matches' | 'asked'): string {
  const of = (name: 'p50' | 'p99'): Curve => ({
    name,
    points: rows.map(({ measured: { lag }, ...row }) => [row[by], lag[name]]),
  });
  const axes = { x, y: 'ms from reading an event to its action written; dashed: the budget', limit: 50 };
  return plot('Game events to actions', axes, [of('p50'), of('p99')]);
}
