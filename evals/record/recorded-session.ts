import type { Pool } from 'pg';
import { z } from 'zod';
import { InputError } from '../command.js';
import { Mode } from '../../src/contracts/mode.js';
import { RunEvent } from '../../src/contracts/run-event.js';
import { listMemories } from '../../src/store/memories.js';
import { listEvents } from '../../src/store/run-events.js';

/** One turn as it is on record. */
export interface RecordedRun {
  id: string;
  message: string;
  /** ISO 8601. */
  created_at: string;
  dry_run: boolean;
  events: RunEvent[];
}

/** A conversation as the stores hold it. */
export interface RecordedSession {
  session_id: string;
  user_id: string;
  mode: Mode;
  runs: RecordedRun[];
  /** What is remembered of the user, by id. */
  memories: { id: string; kind: string; text: string; created_at: string }[];
}

const MOST_MEMORIES = 500;

const Row = z.object({
  id: z.string(),
  user_id: z.string(),
  mode: Mode,
  message: z.string(),
  created_at: z.date().transform((at) => at.toISOString()),
  dry_run: z.boolean(),
});

/** Reads a conversation from the database of the service. Throws where there is none of that name. */
export async function readSession(pool: Pool, sessionId: string): Promise<RecordedSession> {
  const { rows } = await pool.query(
    `select id, user_id, mode, message, created_at, dry_run from runs
     where session_id = $1 and fork is null order by accepted_no`,
    [sessionId],
  );
  const runs = z.array(Row).parse(rows);
  const [first] = runs;
  if (first === undefined) throw new InputError(`There is no conversation ${sessionId}`);
  const held = await listMemories(pool, { owner: first.user_id, limit: MOST_MEMORIES, ended: true });
  return {
    session_id: sessionId,
    user_id: first.user_id,
    mode: first.mode,
    memories: held.map(({ id, kind, text, created_at }) => ({ id, kind, text, created_at })),
    runs: await Promise.all(
      runs.map(async ({ id, message, created_at, dry_run }) => {
        return { id, message, created_at, dry_run, events: await listEvents(pool, id, 0) };
      }),
    ),
  };
}

const PATIENCE_MS = 10_000;
const MOST_MESSAGES = 200;

const Messages = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string(), run_id: z.string().nullable() })),
});
const Run = z.object({ user_id: z.string(), mode: Mode, created_at: z.string(), dry_run: z.boolean() });
const Memories = z.object({
  memories: z.array(z.object({ id: z.string(), kind: z.string(), text: z.string(), created_at: z.string() })),
});

/** Reads a conversation from a service that runs, as its owner sees it. */
export async function fetchSession(
  base: string,
  { sessionId, userId }: { sessionId: string; userId: string },
): Promise<RecordedSession> {
  const get = async (path: string): Promise<string> => {
    const glue = path.includes('?') ? '&' : '?';
    const url = `${base}${path}${glue}user_id=${encodeURIComponent(userId)}`;
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
      (error: unknown) => {
        throw new InputError(`${base} does not answer (--url says where the service is): ${String(error)}`);
      },
    );
    if (!response.ok)
      throw new InputError(
        `${base}${path} answered ${response.status} to user ${userId} (--user names the owner)`,
      );
    return response.text();
  };
  const session = encodeURIComponent(sessionId);
  const { messages } = Messages.parse(
    JSON.parse(await get(`/sessions/${session}/messages?limit=${MOST_MESSAGES}`)),
  );
  const { memories } = Memories.parse(JSON.parse(await get('/memories?ended=true')));
  if (messages.length === MOST_MESSAGES)
    throw new InputError(`It is longer than ${MOST_MESSAGES} messages; read it with --from DATABASE_URL.`);
  const asked = messages.filter(({ role, run_id }) => role === 'user' && run_id !== null);
  const runs: RecordedRun[] = [];
  let mode: Mode = 'support';
  for (const { content, run_id: id } of asked) {
    const run = Run.parse(JSON.parse(await get(`/runs/${id}`)));
    const events = eventsIn(await get(`/runs/${id}/events`));
    mode = run.mode;
    runs.push({ id: id ?? '', message: content, created_at: run.created_at, dry_run: run.dry_run, events });
  }
  return { session_id: sessionId, user_id: userId, mode, runs, memories };
}

/** The data of server-sent events. */
function eventsIn(stream: string): RunEvent[] {
  return [...stream.matchAll(/^data: ?(?<data>.+)$/gm)].flatMap(({ groups }) => {
    const parsed = RunEvent.safeParse(JSON.parse(groups?.['data'] ?? 'null'));
    return parsed.success ? [parsed.data] : [];
  });
}
