import type { RunnableConfig } from '@langchain/core/runnables';
import {
  BaseCheckpointSaver,
  getCheckpointId,
  WRITES_IDX_MAP,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointTuple,
  type PendingWrite,
} from '@langchain/langgraph-checkpoint';
import type { Database } from './database.js';
import { COLUMNS, toPendingWrites, WRITES, type CheckpointRow } from './checkpoint-row.js';
import { plainJsonSerde } from './checkpoint-serde.js';

interface Place {
  thread: string;
  ns: string;
  id: string | undefined;
}

/**
 * Which run a graph runs for: with it, a checkpoint is written only while that attempt is still the one that counts, and
 * never for a rehearsal.
 */
interface Fence {
  run_id?: string;
  attempt?: number;
}

/**
 * LangGraph's checkpoints as one row each. A whole checkpoint is written with one statement, where the published
 * PostgresSaver takes a transaction of about ten. It passes the published conformance suite but for what concerns
 * checkpoints of LangGraph before 1.0, which we never had, and the storing of changed channels only.
 */
export class CheckpointSaver extends BaseCheckpointSaver {
  readonly #db: Database;

  constructor(db: Database) {
    super(plainJsonSerde);
    this.#db = db;
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    if (config.configurable?.['thread_id'] === undefined) return undefined;
    const { thread, ns, id } = placeOf(config);
    const { rows } = await this.#db.query<CheckpointRow>({
      name: id === undefined ? 'checkpoint-latest' : 'checkpoint-one',
      text: `select ${COLUMNS}, ${WRITES} from checkpoints where thread_id = $1 and checkpoint_ns = $2
             ${id === undefined ? 'order by checkpoint_id collate "C" desc limit 1' : 'and checkpoint_id = $3'}`,
      values: id === undefined ? [thread, ns] : [thread, ns, id],
    });
    return rows[0] === undefined ? undefined : this.#toTuple(rows[0]);
  }

  override async *list(
    config: RunnableConfig,
    options: CheckpointListOptions = {},
  ): AsyncGenerator<CheckpointTuple> {
    const wanted = config.configurable ?? {};
    const { rows } = await this.#db.query<CheckpointRow>(
      `select ${COLUMNS}, ${WRITES} from checkpoints
       where ($1::text is null or thread_id = $1) and ($2::text is null or checkpoint_ns = $2)
         and ($3::text is null or checkpoint_id = $3) and ($4::text is null or checkpoint_id collate "C" < $4)
         and metadata::jsonb @> $5::jsonb
       order by checkpoint_id collate "C" desc limit $6`,
      [
        wanted['thread_id'] ?? null,
        wanted['checkpoint_ns'] ?? null,
        wanted['checkpoint_id'] ?? null,
        options.before?.configurable?.['checkpoint_id'] ?? null,
        JSON.stringify(options.filter ?? {}),
        options.limit ?? null,
      ],
    );
    for (const row of rows) yield await this.#toTuple(row);
  }

  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
  ): Promise<RunnableConfig> {
    const { thread, ns, id: parent } = placeOf(config);
    const [, bytes] = await this.serde.dumpsTyped(checkpoint);
    const [, meta] = await this.serde.dumpsTyped(metadata);
    const fence: Fence = config.configurable ?? {};
    await this.#db.query({
      name: 'checkpoint-put',
      text: `with live as (
               update runs set checkpoint_id = $3 where id = $7 and attempt = $8 and status = 'running' and not dry_run
                 and game is null and $2 = ''
               returning id
             )
             insert into checkpoints (${COLUMNS})
             select $1, $2, $3, $4, $5, $6::json where $7::uuid is null or $2 <> '' or exists (select 1 from live)
             on conflict (thread_id, checkpoint_ns, checkpoint_id) do update
               set checkpoint = excluded.checkpoint, metadata = excluded.metadata`,
      values: [
        thread,
        ns,
        checkpoint.id,
        parent ?? null,
        bytes,
        Buffer.from(meta).toString(),
        fence.run_id ?? null,
        fence.attempt ?? null,
      ],
    });
    return {
      configurable: {
        ...config.configurable,
        thread_id: thread,
        checkpoint_ns: ns,
        checkpoint_id: checkpoint.id,
      },
    };
  }

  override async putWrites(
    config: RunnableConfig,
    writes: PendingWrite[],
    taskId: string,
    taskPath = '',
  ): Promise<void> {
    const { thread, ns, id } = placeOf(config);
    for (const [position, [channel, value]] of writes.entries()) {
      const [type, bytes] = await this.serde.dumpsTyped(value);
      const idx = WRITES_IDX_MAP[channel] ?? position;
      await this.#db.query(
        `insert into checkpoint_writes
           (thread_id, checkpoint_ns, checkpoint_id, task_id, task_path, idx, channel, type, value)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (thread_id, checkpoint_ns, checkpoint_id, task_id, idx) do
           ${idx < 0 ? 'update set channel = excluded.channel, type = excluded.type, value = excluded.value' : 'nothing'}`,
        [thread, ns, id, taskId, taskPath, idx, channel, type, bytes],
      );
    }
  }

  override async deleteThread(threadId: string): Promise<void> {
    await this.#db.query('delete from checkpoint_writes where thread_id = $1', [threadId]);
    await this.#db.query('delete from checkpoints where thread_id = $1', [threadId]);
  }

  async #toTuple(row: CheckpointRow): Promise<CheckpointTuple> {
    const at = (id: string): RunnableConfig => ({
      configurable: { thread_id: row.thread_id, checkpoint_ns: row.checkpoint_ns, checkpoint_id: id },
    });
    return {
      config: at(row.checkpoint_id),
      checkpoint: (await this.serde.loadsTyped('json', row.checkpoint)) as Checkpoint,
      metadata: row.metadata,
      pendingWrites: await toPendingWrites(row.writes, this.serde),
      ...(row.parent_id === null ? {} : { parentConfig: at(row.parent_id) }),
    };
  }
}

function placeOf(config: RunnableConfig): Place {
  const thread: unknown = config.configurable?.['thread_id'];
  if (typeof thread !== 'string' || thread === '') throw new Error('A checkpoint needs a thread_id');
  const ns: unknown = config.configurable?.['checkpoint_ns'] ?? '';
  const id = getCheckpointId(config);
  return { thread, ns: String(ns), id: id === '' ? undefined : id };
}

/**
 * Deletes a thread's checkpoints but `keep` and those in which the graph waits for an answer: what earlier turns and crashed
 * attempts left. Called at the start of each run, so that a session holds one checkpoint, or two while it runs.
 */
export async function trimCheckpoints(db: Database, threadId: string, keep: string[]): Promise<void> {
  await db.query({
    name: 'checkpoint-trim',
    text: `with kept as (
             select unnest($2::text[]) as id
             union all
             select checkpoint_id from approvals where session_id = $1 and used_key is null and checkpoint_id is not null
               and (status = 'pending' and expires_at > now()
                 or answer_run_id in (select id from runs where session_id = $1 and status in ('queued', 'running')))
           ), writes as (
             delete from checkpoint_writes where thread_id = $1 and checkpoint_id not in (select id from kept)
           )
           delete from checkpoints where thread_id = $1 and checkpoint_id not in (select id from kept)`,
    values: [threadId, keep],
  });
}
