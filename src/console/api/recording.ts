import { z } from 'zod';
import { MemoryView } from '../../contracts/memory.js';
import type { Recording } from '../../contracts/recording.js';
import type { RunView } from '../../contracts/run.js';
import { RunEvent } from '../../contracts/run-event.js';
import { ask } from './ask.js';
import { getRun, listMessages } from './runs.js';

const Memories = z.object({ memories: z.array(MemoryView) });
const Events = z.object({ events: z.array(RunEvent) });

/** The conversation of a run up to that run, as it is on record. */
export async function recordingUpTo({
  run_id: last,
  session_id,
  user_id,
  mode,
}: RunView): Promise<Recording> {
  const [messages, { memories }] = await Promise.all([
    listMessages(session_id),
    ask('memories?ended=true', Memories),
  ]);
  const said = messages.flatMap(({ role, run_id: id }) => (role === 'user' && id !== null ? [id] : []));
  const upTo = said.slice(0, said.indexOf(last) + 1);
  const runs = await Promise.all((upTo.length === 0 ? [last] : upTo).map(turnOf));
  return {
    session_id,
    user_id,
    mode,
    runs,
    memories: memories.map(({ id, kind, text, created_at }) => ({ id, kind, text, created_at })),
  };
}

async function turnOf(runId: string): Promise<Recording['runs'][number]> {
  const [run, { events }] = await Promise.all([
    getRun(runId),
    ask(`runs/${encodeURIComponent(runId)}/events`, Events),
  ]);
  return { id: runId, message: run.message, created_at: run.created_at, dry_run: run.dry_run, events };
}
