import { setTimeout as sleep } from 'node:timers/promises';
import type { NewMemory } from '../../src/contracts/memory.js';
import { rememberClauses, rememberValues } from '../../src/store/remember.js';
import type { EvalCase, EvalTurn } from '../cases/eval-case.js';
import type { LoadedCase } from '../cases/load-cases.js';
import { joinMatch } from './join-match.js';
import { callTools } from './call-tools.js';
import { openCase, type ModelSettings } from './open-case.js';
import { playTurn, type Scene } from './play-turn.js';
import { changesBetween, readableState } from './services-state.js';
import type { Stage } from './stage.js';
import type { CaseTrace, TurnTrace } from './trace.js';

export interface PlayedWith {
  /** In place of the case's cassette. */
  model?: ModelSettings;
  /** Told before a turn is played. */
  onTurn?: (turn: EvalTurn) => void;
}

/** Plays a conversation from its first turn to its last on a stage that nobody else uses meanwhile. */
export async function playCase(
  stage: Stage,
  loaded: LoadedCase,
  played: PlayedWith = {},
): Promise<CaseTrace> {
  const { result, violations, hindrances } = await stage.company.guards.watch(() =>
    play(stage, loaded, played),
  );
  // What came of it says nothing of the service.
  if (hindrances.length > 0) throw new Error(hindrances.join('; '));
  return { ...result, violations };
}

async function play(
  stage: Stage,
  loaded: LoadedCase,
  { model, onTurn }: PlayedWith,
): Promise<Omit<CaseTrace, 'violations'>> {
  const { spec } = loaded;
  await stage.reset(new Date(spec.clock));
  const setUp = await stage.sandboxes.setUp(spec.sandbox);
  const match = spec.match === undefined ? undefined : await joinMatch(stage, spec);
  const matches = match?.live ?? { of: () => Promise.resolve(undefined) };
  const opened = await openCase(stage, loaded, { urls: setUp.urls, matches, model });
  try {
    await remember(stage, spec);
    const { runs, tools } = opened;
    await callTools(tools, spec.sandbox.done, spec.user);
    const scene: Scene = {
      stage,
      spec,
      name: loaded.id,
      runs,
      tools,
      sandbox: setUp.sandbox,
      asked: [],
    };
    const before = readableState(setUp.sandbox.snapshot());
    const turns: TurnTrace[] = [];
    for (const turn of spec.turns) {
      if (turn.match_until !== undefined) await match?.playUntil(turn.match_until);
      onTurn?.(turn);
      const trace = await playTurn(scene, turn);
      turns.push(trace);
      if (trace.remembered.length > 0) await settleMemories(stage, turn.as ?? spec.user);
    }
    const changes = changesBetween(before, readableState(setUp.sandbox.snapshot()));
    return { turns, changes, errors: opened.errors };
  } finally {
    await opened.runs.drain(1_000);
    await match?.leave();
  }
}

async function remember(stage: Stage, { memories, user }: EvalCase): Promise<void> {
  if (memories.length === 0) return;
  const about =
    'with about (owner, run_id, session_id, accepted_no) as (select $1::text, null::uuid, null::text, null::bigint)';
  await stage.pool.query(`${about}, ${rememberClauses(2)} select count(*) from remembered`, [
    user,
    ...rememberValues(memories.map(toMemory)),
  ]);
  await settleMemories(stage, user);
}

function toMemory(given: EvalCase['memories'][number]): NewMemory {
  const plain = { answers: null, quote: null, importance: 0.5 };
  if (typeof given === 'string') return { ...plain, kind: 'fact', slot: null, text: given };
  return { ...plain, kind: given.kind, slot: given.slot ?? null, text: given.text };
}

const PATIENCE_MS = 10_000;
const LOOK_MS = 3;

/** Vectors are made beside the turns; the next turn of a case finds them made, and no older copy of them. */
async function settleMemories({ pool, memories }: Stage, owner: string): Promise<void> {
  memories.changed(owner);
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    const { rows } = await pool.query('select from memories where ended is null and vector is null limit 1');
    if (rows.length === 0) return memories.changed(owner);
    await sleep(LOOK_MS);
  }
  throw new Error('The vectors of the memories were not made in time');
}
