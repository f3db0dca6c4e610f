import type pg from 'pg';
import { MODES } from '../../../graphs/modes.js';
import { isAnsweredAtOnce } from '../../../graphs/turn.js';
import type { ForkEdit } from '../../contracts/fork.js';
import { JsonObject } from '../../contracts/json.js';
import type { Mode } from '../../contracts/mode.js';
import type { RunEvent } from '../../contracts/run-event.js';
import { AppError } from '../../core/errors.js';
import { uuidv7 } from '../../core/ids.js';
import type { Planner } from '../../planner/planner.js';
import { protectInput, type ProtectedInput } from '../../policy/input-policy.js';
import { cleanMessage } from '../../policy/text-policy.js';
import type { ServiceTool } from '../../services/service-tool.js';
import { findForkParent, insertFork, type ForkParent, type NewFork } from '../../store/forks.js';
import { listEvents } from '../../store/run-events.js';
import { protectEdits } from '../protect-edits.js';
import type { ForkCall } from '../runs.js';
import { cannot, checkEdit } from './check-edit.js';

type TracedFork = ForkCall & { scopes: readonly string[]; traceparent: string | null };

export interface AcceptForkDeps {
  pool: pg.Pool;
  planner: Pick<Planner, 'prompts'>;
  toolsOf: (mode: Mode) => ReadonlyMap<string, ServiceTool>;
  maxSteps: number;
}

/** Commits a fork of a user's run that has ended. Throws `AppError` where it cannot be forked so; nothing is written then. */
export async function acceptFork(deps: AcceptForkDeps, call: TracedFork): Promise<NewFork> {
  const { runId, userId, at } = call;
  const parent = await findForkParent(deps.pool, runId, userId);
  if (parent === undefined) throw new AppError('not_found', 'There is no such run.');
  assertForkable(parent);
  const events = await listEvents(deps.pool, runId, 0);
  if (at > events.length) throw cannot(`The run has no event ${at}; its last one is ${events.length}.`);
  const past = events.slice(0, at);
  assertPlanned(past);
  const { rest, privateValues } = protectRest(call.edit, parent.session_id);
  checkEdit(rest, {
    past,
    at,
    specialists: MODES[parent.mode].specialists,
    tools: deps.toolsOf(parent.mode),
    maxSteps: deps.maxSteps,
    promptProblems: deps.planner.prompts?.problemsWith,
  });
  const fork = toFork(parent, call, rest);
  const run = { ...fork, privateValues: [...fork.privateValues, ...privateValues] };
  await insertFork(deps.pool, run);
  return run;
}

function assertForkable({ status, is_answer: isAnswer, is_game: isGame }: ForkParent): void {
  if (status === 'queued' || status === 'running') throw cannot('The run has not ended yet.');
  if (isAnswer) throw cannot('This run carried out an answer to a question: fork the run that asked.');
  if (isGame) throw cannot('This run answered the Player ASI, whose moment is over.');
}

/** What was answered at once has no decisions to follow. */
function assertPlanned(past: readonly RunEvent[]): void {
  const chosen = past.find((event) => event.type === 'route.chosen');
  if (chosen !== undefined && isAnsweredAtOnce(chosen.route))
    throw cannot(`This turn was answered without a plan: fork it before event ${chosen.seq}.`);
}

/** A message is read as any other message is; what else a person wrote is protected like it. */
function protectRest(
  { message: _message, ...rest }: ForkEdit,
  sessionId: string,
): { rest: Omit<ForkEdit, 'message'>; privateValues: NewFork['privateValues'] } {
  const json = JSON.stringify(rest);
  if (NO_TEXT.test(json))
    throw new AppError('invalid_field', 'edit holds characters that are not valid text.');
  const { value, privateValues } = protectEdits(JsonObject.parse(JSON.parse(json)), sessionId);
  // Texts became other texts: the shape stays.
  return { rest: value as Omit<ForkEdit, 'message'>, privateValues };
}

/** NUL, or half of a surrogate pair, as JSON spells them. */
const NO_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

function toFork(
  parent: ForkParent,
  { runId, userId, at, edit: asked, scopes, traceparent }: TracedFork,
  rest: Omit<ForkEdit, 'message'>,
): NewFork {
  const own = asked.message === undefined ? undefined : cleanMessage(asked.message);
  const input = own && protectInput(own.text, parent.session_id);
  const edit: ForkEdit = { ...rest, ...(input && { message: input.text }) };
  const isUnsafe = input?.findings.failed === true;
  return {
    runId: uuidv7(),
    sessionId: parent.session_id,
    userId,
    mode: parent.mode,
    message: input?.text ?? parent.message,
    truncated: own?.truncated ?? parent.truncated,
    scopes: parent.scopes.filter(
      (scope) => scopes.includes(scope) && (!isUnsafe || scope === 'copilot.read'),
    ),
    findings: input === undefined ? parent.findings : findingsOf(input),
    privateValues: input?.privateValues ?? [],
    traceparent,
    fork: { run_id: runId, at, edit, turn_no: parent.turn_no },
  };
}

function findingsOf({ findings }: ProtectedInput): JsonObject | null {
  return findings.failed || findings.findings.length > 0 ? findings : null;
}
