import { Approval } from '../../src/contracts/approval.js';
import type { JsonObject } from '../../src/contracts/json.js';
import { canonicalJson } from '../../src/core/ids.js';
import type { ModelAnswer } from '../cases/eval-case.js';
import type { RecordedCall } from '../replay/recorded-tools.js';
import { eventsOf, type TurnTrace } from '../replay/trace.js';
import { describeTurn } from '../scorers/describe-turn.js';
import { modelAnswersOf } from './model-answers.js';
import type { RecordedRun, RecordedSession } from './recorded-session.js';
import { withSecondLooks } from './second-looks.js';
import { SOMEBODY } from './redaction.js';
import { withTestSecrets } from './test-secrets.js';

/** A case as it is written, and what its tools answer. */
export interface WrittenCase {
  spec: JsonObject;
  calls: RecordedCall[];
  /** A model planned: its cassette is made from the answers in the case. */
  hasModel: boolean;
}

/** Makes a case of a conversation from which everything private is taken out already. */
export function toCase(session: RecordedSession, title: string): WrittenCase {
  const [first] = session.runs;
  if (first === undefined) throw new Error('A conversation without a turn makes no case');
  const hasModel = session.runs.some(
    ({ events }) => events.find((event) => event.type === 'run.started')?.planner === 'llm',
  );
  const asked: Approval[] = [];
  const turns = session.runs.map((run, index) => {
    const trace = traceOf(run, session);
    const turn = toTurn(run, { trace, asked, before: session.runs[index - 1] });
    asked.unshift(...eventsOf(trace, 'approval.requested').map(({ request }) => Approval.parse(request)));
    return { ...turn, ...(hasModel ? modelOf(trace) : {}), expect: expectationOf(trace) };
  });
  const spec = {
    title,
    mode: session.mode,
    ...(hasModel ? { planner: 'llm' } : {}),
    services: 'recorded',
    user: SOMEBODY,
    clock: first.created_at,
    ...memoriesBefore(session, first),
    turns,
  };
  return {
    spec: JSON.parse(JSON.stringify(spec)) as JsonObject,
    calls: withSecondLooks(session.runs.flatMap(callsOf)),
    hasModel,
  };
}

function modelOf(trace: TurnTrace): { model?: ModelAnswer[] } {
  const model = modelAnswersOf(trace);
  return model.length === 0 ? {} : { model };
}

/** The run as a turn that was played; of the services nobody knows what they were. */
function traceOf({ message, events }: RecordedRun, { memories }: RecordedSession): TurnTrace {
  const texts = new Map(memories.map(({ id, text }) => [id, text]));
  const recalled = events.flatMap((event) => (event.type === 'memory.recalled' ? event.memories : []));
  return {
    input: message,
    rejected: undefined,
    answered: undefined,
    events,
    reply: events.findLast((event) => event.type === 'reply')?.reply,
    changes: [],
    writes: undefined,
    recalled: recalled.flatMap(({ id }) => texts.get(id) ?? []),
    remembered: [],
    forgotten: [],
    took_ms: 0,
  };
}

/** What it was in life is what it should be again; the services are a recording, and what they hold is not known. */
function expectationOf(trace: TurnTrace): object {
  const { services: _services, recalls: _recalls, ...expected } = describeTurn(trace);
  const text = trace.reply?.text;
  return { ...expected, ...(text === undefined ? {} : { says: saysOf(text) }) };
}

/** As much as stand-ins of another length may have moved where a text is cut. */
const MOVED = 60;

/** The text; where something in it was cut short, what stands around the cuts. */
function saysOf(text: string): string[] {
  const parts = text.split('…');
  return parts
    .map((part, index) => (index < parts.length - 1 ? part.slice(0, -MOVED) : part))
    .filter((part) => part.trim() !== '');
}

interface Around {
  trace: TurnTrace;
  /** The questions so far, the last first. */
  asked: readonly Approval[];
  before: RecordedRun | undefined;
}

function toTurn(run: RecordedRun, { trace, asked, before }: Around): JsonObject {
  const later = before === undefined ? 0 : Date.parse(run.created_at) - Date.parse(before.created_at);
  const common = {
    ...(later >= 1000 ? { after: `${Math.round(later / 1000)}s` } : {}),
    ...(run.dry_run ? { dry_run: true } : {}),
  };
  const [answer] = eventsOf(trace, 'approval.answered');
  const question = asked.find(({ approval_id: id }) => id === answer?.approval_id);
  // An answer that was written is a message like any other.
  if (question === undefined || !/^(Yes|No): /.test(run.message))
    return { say: withTestSecrets(run.message), ...common };
  if (answer?.decision !== 'approve') return { decline: question.tool, ...common };
  return { approve: question.tool, ...editsOf(question, trace), ...common };
}

function editsOf({ tool, args }: Approval, trace: TurnTrace): { edits?: JsonObject } {
  const done = eventsOf(trace, 'tool.started').find((event) => event.tool === tool)?.args ?? args;
  const edits = Object.entries(done).filter(
    ([name, value]) => canonicalJson(value) !== canonicalJson(args[name]),
  );
  return edits.length === 0 ? {} : { edits: Object.fromEntries(edits) };
}

/** Only what some turn was given: the rest is nobody's business. */
function memoriesBefore({ memories, runs }: RecordedSession, first: RecordedRun): JsonObject {
  const given = new Set(
    runs.flatMap(({ events }) =>
      events.flatMap((event) => (event.type === 'memory.recalled' ? event.memories.map(({ id }) => id) : [])),
    ),
  );
  const before = memories.filter(
    ({ id, created_at }) => given.has(id) && Date.parse(created_at) < Date.parse(first.created_at),
  );
  return before.length === 0 ? {} : { memories: before.map(({ kind, text }) => ({ kind, text })) };
}

function callsOf({ events }: RecordedRun): RecordedCall[] {
  const args = new Map(
    events.flatMap((event) => (event.type === 'tool.started' ? [[event.step_id, event.args] as const] : [])),
  );
  return events.flatMap((event): RecordedCall[] => {
    if (event.type !== 'tool.finished' && event.type !== 'tool.failed') return [];
    const outcome = event.type === 'tool.finished' ? { result: event.result } : { error: event.error };
    return [{ tool: event.tool, args: args.get(event.step_id) ?? {}, outcome }];
  });
}
