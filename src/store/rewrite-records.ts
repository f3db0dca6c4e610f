import type { Database } from './database.js';
import { rewriteStreams } from './rewrite-streams.js';
import { jsonWithoutTexts, unescapedPartOf, withoutTexts } from './without-texts.js';

type Form = 'text' | 'json' | 'bytes';

interface Place {
  table: string;
  /** Which rows are the owner's ($1). */
  owned: string;
  columns: Record<string, Form>;
  /** What else changes with them. */
  also?: string;
}

const OF_SESSIONS = 'in (select id from sessions where user_id = $1)';
const OF_RUNS = `in (select id from runs where session_id ${OF_SESSIONS})`;

/** A fork has a thread of its own. */
const OF_THREADS = `(thread_id ${OF_SESSIONS} or thread_id in (
  select id::text from runs where fork is not null and session_id ${OF_SESSIONS}))`;

/** Where the record may repeat what a person wrote, or what was written from it. A scan of the whole store tests the list. */
const PLACES: readonly Place[] = [
  // First, as by whoever ends a run; two who wait for each other would both lose.
  {
    table: 'runs',
    owned: `session_id ${OF_SESSIONS}`,
    columns: { message: 'text', reply: 'json', error: 'json', fork: 'json' },
  },
  { table: 'messages', owned: `session_id ${OF_SESSIONS}`, columns: { content: 'text', meta: 'json' } },
  { table: 'run_events', owned: `run_id ${OF_RUNS}`, columns: { event: 'json' } },
  { table: 'plan_steps', owned: `run_id ${OF_RUNS}`, columns: { desc: 'text', detail: 'json' } },
  {
    table: 'tool_calls',
    owned: `run_id ${OF_RUNS}`,
    columns: { args: 'json', result: 'json', error: 'json' },
  },
  { table: 'effects', owned: 'user_id = $1', columns: { args: 'json', result: 'json', error: 'json' } },
  { table: 'approvals', owned: 'user_id = $1', columns: { args: 'json', request: 'json' } },
  { table: 'outbox', owned: `payload->>'user_id' = $1`, columns: { payload: 'json' } },
  {
    table: 'checkpoints',
    owned: OF_THREADS,
    columns: { checkpoint: 'bytes', metadata: 'json' },
  },
  { table: 'checkpoint_writes', owned: OF_THREADS, columns: { value: 'bytes' } },
];

/** The vector was made of the words, too. */
const ANSWERS: Place = {
  table: 'memories',
  owned: 'owner = $1',
  columns: { answers: 'text' },
  also: 'vector = null, model = null',
};

/**
 * Puts a marker in the place of `texts` in everything the record keeps of `owner`, and deletes these memories of theirs. Copies
 * of the memories that processes hold give way to what is left.
 */
export async function rewriteRecords(
  db: Database,
  owner: string,
  { texts, memories }: { texts: readonly string[]; memories: readonly string[] },
): Promise<void> {
  for (const place of PLACES) await rewritePlace(db, place, { owner, texts });
  await rewriteStreams(db, owner, texts);
  // In words of its own; made again from what is left.
  await db.query(`delete from session_summaries where session_id ${OF_SESSIONS}`, [owner]);
  await db.query(
    'update memory_owners set version = gen_random_uuid(), sweeps = sweeps + 1 where owner = $1',
    [owner],
  );
  await db.query('delete from memories where owner = $1 and id = any($2::uuid[])', [owner, memories]);
  await rewritePlace(db, ANSWERS, { owner, texts });
}

/** Columns as text, in the order of the place. */
type Row = { at: string } & Record<string, string | null>;

async function rewritePlace(
  db: Database,
  { table, owned, columns, also }: Place,
  { owner, texts }: { owner: string; texts: readonly string[] },
): Promise<void> {
  const readable = Object.entries(columns).map(([name, form]) => ({ name, form, text: asText(name, form) }));
  const holds = readable.map(({ text }) => `strpos(${text}, part) > 0`).join(' or ');
  const { rows } = await db.query<Row>(
    `select ctid::text as at, ${readable.map(({ name, text }) => `${text} as "${name}"`).join(', ')} from ${table}
     where ${owned} and exists (select from unnest($2::text[]) as part where ${holds}) for update`,
    [owner, texts.map(unescapedPartOf)],
  );
  for (const row of rows) {
    const cleaned = readable.map(({ name, form }) => without(row[name] ?? null, form, texts));
    if (cleaned.every((value, index) => value === row[readable[index]?.name ?? ''])) continue;
    const sets = readable.map(({ name, form }, index) => `"${name}" = ${fromText(`$${index + 2}`, form)}`);
    // The row is locked, so it stays where it was read.
    if (also !== undefined) sets.push(also);
    await db.query(`update ${table} set ${sets.join(', ')} where ctid = $1::tid`, [row.at, ...cleaned]);
  }
}

function without(content: string | null, form: Form, texts: readonly string[]): string | null {
  if (content === null) return null;
  return form === 'text' ? withoutTexts(content, texts) : jsonWithoutTexts(content, texts);
}

function asText(name: string, form: Form): string {
  return form === 'bytes' ? `convert_from("${name}", 'UTF8')` : `"${name}"::text`;
}

function fromText(parameter: string, form: Form): string {
  if (form === 'bytes') return `convert_to(${parameter}::text, 'UTF8')`;
  return `${parameter}::text${form === 'json' ? '::json' : ''}`;
}
