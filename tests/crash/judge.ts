import type { RunEvent } from '../../src/contracts/run-event.js';
import type { Death } from './mortal-service.js';
import type { Story } from './story.js';
import type { Trial } from './trials.js';

/** A disturbed session, and how it was disturbed. */
export interface Outcome {
  trial: Trial;
  story: Story;
  death: Death | undefined;
  /** Why the session could not be held to its end, where it could not. */
  failure: unknown;
  /** Bus events on record that were not on the bus for sure when the process died. */
  outboxAtDeath: number;
  resumedMs: number;
}

export interface Verdict {
  trial: Trial;
  /** Runs that did not end well, writes and bus events that are missing. */
  lost: number;
  /** Writes that were done, or bus events that were made, more than once. */
  doubled: number;
  sameTranscript: boolean;
  /** Writes that were sent again and answered from the service's memory; bus events delivered again under their id. */
  replayed: number;
  redelivered: number;
  resumedMs: number;
  /** What is wrong, in words. Nothing else makes a trial fail. */
  problems: string[];
}

/** Holds a disturbed session against the undisturbed one of the same flow. */
export function judge(outcome: Outcome, reference: Story): Verdict {
  const { trial, story, resumedMs } = outcome;
  const writes = compare(operationsOf(story), operationsOf(reference));
  const bus = compare(busEventsOf(story), busEventsOf(reference));
  const unfinished =
    reference.turns.length - story.record.runs.filter(({ status }) => status === 'done').length;
  const transcript = transcriptProblems(story, reference);
  return {
    trial,
    lost: Math.max(unfinished, 0) + writes.missing.length + bus.missing.length,
    doubled: writes.extra.length + bus.extra.length,
    sameTranscript: transcript.length === 0,
    replayed: story.writes.reduce((sum, { replayed }) => sum + replayed, 0),
    redelivered: (story.bus?.length ?? 0) - busEventsOf(story).length,
    resumedMs,
    problems: [
      ...deathProblems(outcome),
      ...(unfinished === 0
        ? []
        : [`runs ended as ${story.record.runs.map(({ status }) => status).join(', ')}`]),
      ...inWords('write', writes),
      ...inWords('bus event', bus),
      ...transcript,
      ...recordProblems(story, reference),
    ],
  };
}

/** What the undisturbed session itself must show, or comparing with it would prove nothing. Throws where it does not. */
export function assertSound({ sessionId, turns, record, writes, bus }: Story): void {
  const wanted = ['cart.create', 'cart.add', 'checkout'];
  const problems = [
    ...differs(
      writes.map(({ operation }) => operation),
      wanted,
      'the writes',
    ),
    ...differs(
      record.effects,
      wanted.map((tool) => ({ tool, state: 'done' })),
      'the effects',
    ),
    ...differs(
      record.runs.map(({ status }) => status),
      turns.map(() => 'done'),
      'the runs',
    ),
    // Each run begins and ends on the bus, and each write is on it.
    ...(bus === undefined ? [] : differs(bus.length, turns.length * 2 + wanted.length, 'the bus events')),
  ];
  if (problems.length > 0) throw new Error(`The undisturbed session ${sessionId}: ${problems.join('; ')}`);
}

function deathProblems({ trial, death, failure, outboxAtDeath }: Outcome): string[] {
  if (failure !== undefined) return [`the client did not get to the end: ${String(failure)}`];
  if (death?.signal !== 'SIGKILL') return ['the failpoint was not reached'];
  const isAtBus = trial.point === 'event_to_bus' || trial.point === 'bus_to_mark';
  return isAtBus && outboxAtDeath === 0 ? ['the outbox was empty before its events were on the bus'] : [];
}

function transcriptProblems(story: Story, reference: Story): string[] {
  const gaps = story.turns.filter((turn) => turn.some((event, index) => event.seq !== index + 1));
  const stored = story.record.runs.map(({ events }) => events);
  return [
    ...gaps.map(() => 'the numbers of the events have gaps'),
    ...differs(
      story.turns.map(withoutChance(story)),
      reference.turns.map(withoutChance(reference)),
      'the events',
    ),
    ...differs(stored, story.turns, 'the stored events'),
    ...differs(story.record.messages, reference.record.messages, 'the messages'),
  ];
}

function recordProblems({ record }: Story, reference: Story): string[] {
  const open = record.effects.filter(({ state }) => state !== 'done');
  return [
    ...open.map(({ tool, state }) => `the effect of ${tool} is ${state}`),
    ...differs(
      record.effects.map(({ tool }) => tool),
      reference.record.effects.map(({ tool }) => tool),
      'the effects',
    ),
    ...(record.outbox === 0 ? [] : [`${record.outbox} events are left in the outbox`]),
  ];
}

function operationsOf({ writes }: Story): string[] {
  return writes.map(({ operation }) => operation);
}

/** One for each id. */
function busEventsOf({ bus = [] }: Story): string[] {
  return [...new Map(bus.map(({ id, event }) => [id, event])).values()];
}

interface Difference {
  missing: string[];
  extra: string[];
}

/** As multisets. */
function compare(found: string[], wanted: string[]): Difference {
  const extra = [...found];
  const missing = wanted.filter((one) => {
    const at = extra.indexOf(one);
    if (at !== -1) extra.splice(at, 1);
    return at === -1;
  });
  return { missing, extra };
}

function inWords(what: string, { missing, extra }: Difference): string[] {
  return [
    ...missing.map((name) => `${what} ${name} is missing`),
    ...extra.map((name) => `${what} ${name} was made twice`),
  ];
}

/** The first place where two values differ, as text. */
function differs(found: unknown, wanted: unknown, what: string): string[] {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a === b) return [];
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(at - 80, 0), at + 80);
  return [`${what} differ: ...${around(a)}... instead of ...${around(b)}...`];
}

/** A turn without what differs between any two: ids, instants and durations. */
function withoutChance({ sessionId }: Story): (turn: RunEvent[]) => unknown {
  return (turn) => {
    const text = JSON.stringify(turn, (key, value: unknown) => (key === 'duration_ms' ? 0 : value));
    return JSON.parse(
      text.replaceAll(sessionId, 'session').replaceAll(UUID, 'id').replaceAll(INSTANT, 'instant'),
    );
  };
}

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
