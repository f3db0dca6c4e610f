/** How the process is started; it travels as its one argument. */
export interface ProcessSettings {
  dimension: number;
  /** What the indexes may take together; the one used last is kept, however large. */
  maxBytes: number;
  /** From so many vectors of an owner on, a graph answers once it is built. */
  graphFrom: number;
}

interface Rows {
  ids: string[];
  numbers: Float32Array;
}

/** What the process is asked. What is in it was checked before: it would end the process otherwise. */
export type Question =
  | { op: 'search'; owner: string; version: string; vector: Float32Array; k: number }
  /** The rows come in parts; the first one begins anew, and with the last one they are an index. */
  | ({ op: 'load'; owner: string; version: string; count: number; first: number } & Rows)
  | ({ op: 'apply'; owner: string; from: string; to: string; remove: readonly string[] } & Rows)
  | { op: 'drop'; owner: string };

export type Asked = Question & { id: number };

export type Outcome =
  /** Not exact: by a graph, which may miss some. */
  | { is: 'found'; ids: string[]; scores: number[]; exact: boolean }
  /** The owner's vectors are not here in that version. */
  | { is: 'missing' }
  | { is: 'done' }
  | { is: 'failed'; message: string };

/** What the process says: once that it is ready, then an answer to each question, and how large it is (0: as before). */
export type Said = { ready: true } | { id: number; rss: number; outcome: Outcome };
