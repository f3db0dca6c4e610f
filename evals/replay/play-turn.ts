import { Approval } from '../../src/contracts/approval.js';
import type { RunEvent } from '../../src/contracts/run-event.js';
import { AppError } from '../../src/core/errors.js';
import type { Accepted } from '../../src/runs/runs.js';
import type { RunsService } from '../../src/runs/create-runs.js';
import type { Sandbox } from '../../src/sandbox/app.js';
import type { EvalCase, EvalTurn } from '../cases/eval-case.js';
import type { ServiceTool } from '../../src/services/service-tool.js';
import { callTools } from './call-tools.js';
import { changesBetween, readableState } from './services-state.js';
import type { Stage } from './stage.js';
import type { TurnTrace } from './trace.js';

/** Where a turn is played. */
export interface Scene {
  stage: Stage;
  spec: EvalCase;
  /** What the sessions of the case are named after. */
  name: string;
  runs: RunsService;
  /** Of the services, with nothing between. */
  tools: ReadonlyMap<string, ServiceTool>;
  sandbox: Sandbox;
  /** Every question that was asked so far, the last first. */
  asked: Approval[];
}

/** More than a run may take: the service ends what hangs, and says so. */
const TURN_TIMEOUT_MS = 70_000;

export async function playTurn(scene: Scene, turn: EvalTurn): Promise<TurnTrace> {
  await prepare(scene, turn);
  const before = await look(scene, turn);
  const started = performance.now();
  const taken = await take(scene, turn);
  const events = 'rejected' in taken ? [] : await eventsOf(scene, taken.runId);
  const took_ms = performance.now() - started;
  const after = await look(scene, turn);
  const recalled = events.flatMap((event) => (event.type === 'memory.recalled' ? event.memories : []));
  return {
    input: turn.say ?? (turn.approve === undefined ? `decline ${turn.decline}` : `approve ${turn.approve}`),
    rejected: 'rejected' in taken ? taken.rejected : undefined,
    answered: answeredIn(scene, events),
    events,
    reply: events.findLast((event) => event.type === 'reply')?.reply,
    changes: changesBetween(before.state, after.state),
    writes: scene.spec.services === 'recorded' ? undefined : scene.sandbox.ledger().slice(before.writes),
    recalled: recalled.map(({ id }) => before.memories.get(id) ?? id),
    remembered: textsOnlyIn(after.memories, before.memories),
    forgotten: textsOnlyIn(before.memories, after.memories),
    took_ms,
  };
}

/** An answer in words is one, too. */
function answeredIn({ asked }: Scene, events: readonly RunEvent[]): string | undefined {
  const answer = events.find((event) => event.type === 'approval.answered');
  return asked.find((one) => one.approval_id === answer?.approval_id)?.tool;
}

async function prepare(
  { stage, sandbox, tools, spec }: Scene,
  { after, faults, done, as }: EvalTurn,
): Promise<void> {
  if (after !== undefined) await stage.setTime(new Date(stage.clock.now().getTime() + toMs(after)));
  await callTools(tools, done, as ?? spec.user);
  for (const fault of faults) sandbox.addFault(fault);
}

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function toMs(duration: string): number {
  const { count, unit = '' } = /^(?<count>\d+)(?<unit>[a-z]+)$/.exec(duration)?.groups ?? {};
  return Number(count) * (UNITS[unit] ?? Number.NaN);
}

/** What can be seen of the world from outside. */
async function look({ sandbox, runs, spec }: Scene, { as }: EvalTurn) {
  const held = await runs.listMemories(as ?? spec.user, { limit: 500 });
  return {
    state: readableState(sandbox.snapshot()),
    writes: sandbox.ledger().length,
    memories: new Map(held.map(({ id, text }) => [id, text])),
  };
}

function textsOnlyIn(these: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): string[] {
  return [...these]
    .filter(([id]) => !others.has(id))
    .map(([, text]) => text)
    .sort();
}

async function take(scene: Scene, turn: EvalTurn): Promise<Accepted | { rejected: string }> {
  try {
    return await (turn.say === undefined ? answer(scene, turn) : say(scene, { ...turn, say: turn.say }));
  } catch (error) {
    if (error instanceof AppError) return { rejected: error.code };
    throw error;
  }
}

function say({ runs, spec, name }: Scene, turn: EvalTurn & { say: string }): Promise<Accepted> {
  return runs.accept({
    mode: spec.mode,
    userId: turn.as ?? spec.user,
    sessionId: sessionOf(name, turn),
    message: turn.say,
    dryRun: turn.dry_run,
    ...(turn.scopes === undefined ? {} : { scopes: turn.scopes }),
  });
}

async function answer({ runs, spec, name, asked }: Scene, turn: EvalTurn): Promise<Accepted> {
  const sessionId = sessionOf(name, turn);
  const tool = turn.approve ?? turn.decline;
  const open = await runs.listApprovals(sessionId, spec.user);
  // One that is not open any more can be answered, too: the service has to say no.
  const question = [...open, ...asked].find((one) => one.tool === tool && one.session_id === sessionId);
  if (question === undefined) throw new AppError('not_found', `Nothing is asked about ${tool}`);
  const decision = turn.approve === undefined ? 'decline' : 'approve';
  return runs.answerApproval({
    approvalId: question.approval_id,
    sessionId,
    userId: turn.as ?? spec.user,
    answer: { decision, ...(turn.edits === undefined ? {} : { edits: turn.edits }) },
  });
}

function sessionOf(name: string, { session }: EvalTurn): string {
  return `${name.replaceAll('/', '.')}:${session}`;
}

async function eventsOf({ runs, asked }: Scene, runId: string): Promise<RunEvent[]> {
  const signal = AbortSignal.timeout(TURN_TIMEOUT_MS);
  const events: RunEvent[] = [];
  for await (const event of runs.follow(runId, { after: 0, signal })) events.push(event);
  if (signal.aborted) throw new Error(`A turn did not end in ${TURN_TIMEOUT_MS / 1000} s`);
  const questions = events.filter((event) => event.type === 'approval.requested');
  asked.unshift(...questions.map(({ request }) => Approval.parse(request)));
  return events;
}
