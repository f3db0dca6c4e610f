import { canonicalJson } from '../../src/core/ids.js';
import { eventsOf, type TurnTrace } from '../replay/trace.js';
import { observedNodes } from './graph-path.js';
import type { Finding, Scorer } from './scorer.js';

/** What holds for every turn, whatever its case expects. */
export const invariants: Scorer = {
  name: 'invariants',
  judge: ({ rejected }, turn) => (rejected === undefined ? RULES.flatMap((rule) => rule(turn)) : []),
};

const RULES: readonly ((turn: TurnTrace) => Finding[])[] = [
  endsWell,
  endsEveryCall,
  looksAtTheReply,
  writesOnce,
  writesWhatItSays,
  numbersEvents,
];

function endsWell({ events, rejected }: TurnTrace): Finding[] {
  if (rejected !== undefined) return [{ what: 'a turn that is taken', expected: 'done', got: rejected }];
  const last = events.at(-1);
  if (last?.type === 'run.finished') return [];
  const got =
    last?.type === 'run.failed' ? `${last.type}: ${last.code}: ${last.message}` : (last?.type ?? 'no end');
  return [{ what: 'how the run ends', expected: 'run.finished', got }];
}

function endsEveryCall(turn: TurnTrace): Finding[] {
  const ended = new Set(
    [...eventsOf(turn, 'tool.finished'), ...eventsOf(turn, 'tool.failed')].map(({ step_id }) => step_id),
  );
  const open = eventsOf(turn, 'tool.started').filter(({ step_id: id }) => !ended.has(id));
  return open.map(({ tool }) => ({ what: `an end of the call of ${tool}`, expected: 1, got: 0 }));
}

/** Nothing is said that the policy node has not seen. */
function looksAtTheReply(turn: TurnTrace): Finding[] {
  if (turn.reply === undefined || observedNodes(turn).flat().includes('policy')) return [];
  return [{ what: 'a look at the reply', expected: 'policy', got: observedNodes(turn).flat() }];
}

/** Asked twice under one key a service does it once; the same under two keys it does twice. */
function writesOnce({ writes = [] }: TurnTrace): Finding[] {
  const told = writes.map(({ operation, path, user, body }) => canonicalJson([operation, path, user, body]));
  const twice = writes.filter((_, index) => told.indexOf(told[index] ?? '') !== index);
  return twice.map(({ operation, body }) => ({
    what: `${operation} once`,
    expected: 1,
    got: [operation, body],
  }));
}

/** The services have done as many writes as the run says it has. */
function writesWhatItSays(turn: TurnTrace): Finding[] {
  if (turn.writes === undefined) return [];
  const effects = new Map(eventsOf(turn, 'tool.started').map(({ step_id: id, effect }) => [id, effect]));
  const finished = eventsOf(turn, 'tool.finished').filter(
    ({ step_id: id, dry_run: dry }) => effects.get(id) === 'write' && dry !== true,
  );
  const unsure = eventsOf(turn, 'tool.failed').some(
    ({ step_id: id, error }) => effects.get(id) === 'write' && error.code === 'unknown_outcome',
  );
  if (finished.length === turn.writes.length || unsure) return [];
  return [
    {
      what: 'the writes that were done',
      expected: finished.map(({ tool }) => tool),
      got: turn.writes.map(({ operation }) => operation),
    },
  ];
}

function numbersEvents({ events }: TurnTrace): Finding[] {
  const wrong = events.find(({ seq }, index) => seq !== index + 1);
  return wrong === undefined
    ? []
    : [{ what: 'events without a gap', expected: 'seq 1, 2, 3 ...', got: wrong.seq }];
}
