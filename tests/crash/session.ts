import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { MortalService } from './mortal-service.js';
import { readTurn } from './read-turn.js';
import { findRunOf, readRecord, type Story } from './story.js';
import type { Flow } from './trials.js';

export interface SessionRequest {
  url: string;
  flow: Flow;
  sessionId: string;
  service: MortalService;
  pool: pg.Pool;
  signal: AbortSignal;
}

export interface HeldSession {
  turns: Story['turns'];
  /** From the death of the process to the end of what it was in the middle of. */
  resumedMs: number;
  /** Why the session could not be held to its end. */
  failure: unknown;
}

const LOOK_MS = 20;

/** Says the messages of a flow, each when all that the one before led to has reached the bus. */
export async function holdSession(request: SessionRequest): Promise<HeldSession> {
  const held: HeldSession = { turns: [], resumedMs: 0, failure: undefined };
  try {
    for (const turn of request.flow.messages.keys()) {
      const before = request.service.death();
      const ends = await takeTurn(request, turn, held);
      const death = request.service.death();
      // A process that dies after the run's end is gone only when its readers are: what it left to do is the bus.
      if (before === undefined && death !== undefined)
        held.resumedMs = (ends.read > death.at ? ends.read : ends.announced) - death.at;
    }
  } catch (error) {
    held.failure = error;
  }
  return held;
}

async function takeTurn(
  { url, flow, sessionId, pool, signal }: SessionRequest,
  turn: number,
  held: HeldSession,
): Promise<{ read: number; announced: number }> {
  const message = flow.messages[turn] ?? '';
  // A buyer of its own: one alone would buy more here than a day allows.
  const userId = `buyer-${sessionId}`;
  const findRun = (): Promise<string> => until(() => findRunOf(pool, sessionId, turn), signal);
  held.turns.push(await readTurn({ url, sessionId, userId, message, findRun, signal }));
  const read = performance.now();
  await until(async () => (await readRecord(pool, sessionId)).outbox === 0 || undefined, signal);
  return { read, announced: performance.now() };
}

async function until<T>(look: () => Promise<T | undefined>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(LOOK_MS, undefined, { signal });
  }
}
