import type { Database } from './database.js';
import { MemoryView, type MemoryKind } from '../contracts/memory.js';
import { withIsoDates } from './iso-dates.js';

/** A memory that holds, as it is on record. */
export interface HeldRow {
  id: string;
  kind: MemoryKind;
  text: string;
  answers: string | null;
  importance: number;
  /** The last time it was said. */
  said_at: Date;
  last_used_at: Date | null;
  /** Float32, little endian. */
  vector: Buffer | null;
  model: string | null;
}

/** The version of an owner who has no memories. */
export const NO_MEMORIES = 'none';

const HOLDS = `ended is null and (valid_to is null or valid_to > now())`;

/** All that holds about `owner`, oldest first, and the version it is at: read at one moment. */
export async function loadHeldMemories(
  db: Database,
  owner: string,
): Promise<{ version: string; rows: HeldRow[] }> {
  const { rows } = await db.query<HeldRow & { version: string; id: string | null }>({
    name: 'memories-held',
    // One statement, so that the version is the one of these rows.
    text: `select o.version, m.id, m.kind, m.text, m.answers, m.importance, m.valid_from as said_at, m.last_used_at, m.vector, m.model
           from memory_owners o left join memories m on m.owner = o.owner and ${HOLDS}
           where o.owner = $1 order by m.created_at, m.id`,
    values: [owner],
  });
  return { version: rows[0]?.version ?? NO_MEMORIES, rows: rows.filter((row) => row.id !== null) };
}

/** Changes with every write of one of the owner's memories, but not where one was only used. */
export async function findMemoryVersion(db: Database, owner: string): Promise<string> {
  const { rows } = await db.query<{ version: string }>({
    name: 'memory-version',
    text: 'select version from memory_owners where owner = $1',
    values: [owner],
  });
  return rows[0]?.version ?? NO_MEMORIES;
}

/** A `MemoryView`, as a query selects it. */
export const MEMORY_COLUMNS = `id, kind, slot, text, answers, json_build_object('run_id', run_id, 'session_id', session_id) as source,
  case when ended is null and valid_to <= now() then 'expired' else ended end as ended, created_at, last_used_at`;

const VIEW = `select ${MEMORY_COLUMNS} from memories`;

export interface MemoryPage {
  owner: string;
  limit: number;
  /** Id of the last one of the page before. */
  before?: string;
  kind?: MemoryKind;
  /** Only what is said of this. */
  slot?: string;
  /** Only what was said in this session. */
  sessionId?: string;
  /** Those that ended, too. */
  ended?: boolean;
}

/** The owner's memories, newest first. */
export async function listMemories(db: Database, page: MemoryPage): Promise<MemoryView[]> {
  const { rows } = await db.query<Record<string, unknown>>(
    `${VIEW} where owner = $1 and ($3::text is null or kind = $3) and ($4 or (${HOLDS}))
       and ($6::text is null or slot = $6) and ($7::text is null or session_id = $7)
       and ($5::uuid is null or (created_at, id) < (select created_at, id from memories where id = $5 and owner = $1))
     order by created_at desc, id desc limit $2`,
    [
      page.owner,
      page.limit,
      page.kind ?? null,
      page.ended ?? false,
      page.before ?? null,
      page.slot ?? null,
      page.sessionId ?? null,
    ],
  );
  return rows.map((row) => MemoryView.parse(withIsoDates(row)));
}

/** One memory of this owner, or undefined. */
export async function findMemory(db: Database, owner: string, id: string): Promise<MemoryView | undefined> {
  const { rows } = await db.query<Record<string, unknown>>(`${VIEW} where owner = $1 and id = $2`, [
    owner,
    id,
  ]);
  return rows[0] === undefined ? undefined : MemoryView.parse(withIsoDates(rows[0]));
}

/** Notes that memories were used, at most once in five minutes each; gives how many were noted. */
export async function markMemoriesUsed(
  db: Database,
  used: readonly { owner: string; id: string }[],
): Promise<number> {
  const { rowCount } = await db.query({
    name: 'memories-used',
    text: `update memories set last_used_at = now()
           from unnest($1::text[], $2::uuid[]) as used(owner, id)
           where memories.owner = used.owner and memories.id = used.id
             and (last_used_at is null or last_used_at < now() - interval '5 minutes')`,
    values: [used.map(({ owner }) => owner), used.map(({ id }) => id)],
  });
  return rowCount ?? 0;
}
