import {
  compareWritesSortKeys,
  writesSortKey,
  type CheckpointMetadata,
  type CheckpointPendingWrite,
  type SerializerProtocol,
} from '@langchain/langgraph-checkpoint';

/** A checkpoint as `COLUMNS` and `WRITES` select it. */
export interface CheckpointRow {
  thread_id: string;
  checkpoint_ns: string;
  checkpoint_id: string;
  parent_id: string | null;
  checkpoint: Buffer;
  metadata: CheckpointMetadata;
  /** Null where there are none. */
  writes: PendingRow[] | null;
}

interface PendingRow {
  task_id: string;
  task_path: string;
  idx: number;
  channel: string;
  type: string;
  /** JSON text. */
  value: string;
}

export const COLUMNS = 'thread_id, checkpoint_ns, checkpoint_id, parent_id, checkpoint, metadata';

// Beside its checkpoint: a query of its own would be asked in every turn, and nearly always for nothing.
export const WRITES = `(
  select json_agg(json_build_object('task_id', w.task_id, 'task_path', w.task_path, 'idx', w.idx,
    'channel', w.channel, 'type', w.type, 'value', convert_from(w.value, 'UTF8')))
  from checkpoint_writes w
  where w.thread_id = checkpoints.thread_id and w.checkpoint_ns = checkpoints.checkpoint_ns
    and w.checkpoint_id = checkpoints.checkpoint_id
) as writes`;

/** The pending writes of a checkpoint in the order LangGraph applies them. */
export function toPendingWrites(
  rows: CheckpointRow['writes'],
  serde: SerializerProtocol,
): Promise<CheckpointPendingWrite[]> {
  const keyed = (rows ?? []).map((write) => ({
    key: writesSortKey(write.task_path, write.task_id, write.idx),
    write,
  }));
  keyed.sort((a, b) => compareWritesSortKeys(a.key, b.key));
  return Promise.all(
    keyed.map(async ({ write }): Promise<CheckpointPendingWrite> => [
      write.task_id,
      write.channel,
      await serde.loadsTyped(write.type, write.value),
    ]),
  );
}
