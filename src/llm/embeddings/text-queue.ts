import { EmbeddingsError } from './text-embeddings.js';

/** Texts of one call, waiting for their vectors. */
interface Request {
  texts: readonly string[];
  vectors: (Float32Array | undefined)[];
  /** The places of `texts` that nobody computes at the moment. */
  open: number[];
  missing: number;
  /** How often a batch with a text of it came to nothing. */
  failures: number;
  /** Stops listening for the caller's abort. */
  letGo(): void;
  resolve(vectors: Float32Array[]): void;
  reject(error: unknown): void;
}

interface Item {
  request: Request;
  index: number;
}

export interface Batch {
  texts: string[];
  items: readonly Item[];
}

export interface TextQueue {
  /** Resolves when every text has its vector. Throws where too much waits. */
  add(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  /** The next texts to compute together; undefined where none waits. */
  take(): Batch | undefined;
  settle(batch: Batch, vectors: readonly Float32Array[]): void;
  /** Puts the texts of a batch back, to be computed apart from those of others; gives up those that failed before. */
  fail(batch: Batch, error: unknown): void;
  rejectAll(error: unknown): void;
  /** Texts that wait or are being computed. */
  size(): number;
}

export interface TextQueueOptions {
  maxTexts: number;
  /** A batch holds one text or more, of so many characters together: whoever comes next waits for no more than that. */
  batchChars: number;
  maxFailures: number;
}

/** Takes from every waiting call in turn, so that a question does not wait for the thousand texts of somebody else. */
export function createTextQueue(options: TextQueueOptions): TextQueue {
  const requests = new Set<Request>();
  const size = (): number => [...requests].reduce((sum, { missing }) => sum + missing, 0);
  /** Once: what has left the queue is settled. */
  const end = (request: Request, settle: () => void): void => {
    if (!requests.delete(request)) return;
    request.letGo();
    settle();
  };

  return {
    add(texts, signal) {
      signal.throwIfAborted();
      if (size() + texts.length > options.maxTexts) {
        throw new EmbeddingsError('overloaded', 'Too many texts wait to be embedded.');
      }
      return new Promise((resolve, reject) => {
        if (texts.length === 0) return resolve([]);
        const leave = (): void => end(request, () => reject(signal.reason));
        const letGo = (): void => signal.removeEventListener('abort', leave);
        const request: Request = { ...openRequest(texts), letGo, resolve, reject };
        signal.addEventListener('abort', leave, { once: true });
        requests.add(request);
      });
    },
    take: () => takeBatch(requests, options.batchChars),
    settle(batch, vectors) {
      for (const request of fillIn(batch, vectors)) {
        end(request, () => request.resolve(request.vectors.filter((vector) => vector !== undefined)));
      }
    },
    fail(batch, cause) {
      const error = new EmbeddingsError('unavailable', 'The text could not be embedded.', { cause });
      for (const request of putBack(batch)) {
        if (request.failures >= options.maxFailures) end(request, () => request.reject(error));
      }
    },
    rejectAll: (error) => requests.forEach((request) => end(request, () => request.reject(error))),
    size,
  };
}

function openRequest(texts: readonly string[]): Omit<Request, 'letGo' | 'resolve' | 'reject'> {
  return {
    texts,
    vectors: texts.map(() => undefined),
    open: [...texts.keys()],
    missing: texts.length,
    failures: 0,
  };
}

/** Gives the requests that are complete with it. */
function fillIn({ items }: Batch, vectors: readonly Float32Array[]): Request[] {
  for (const [place, { request, index }] of items.entries()) {
    request.vectors[index] = vectors[place];
    request.missing -= 1;
  }
  return items.map(({ request }) => request).filter(({ missing }) => missing === 0);
}

/** Counts the failure, once for each request that had a text in the batch. */
function putBack({ items }: Batch): Set<Request> {
  for (const { request, index } of items) request.open.unshift(index);
  const failed = new Set(items.map(({ request }) => request));
  for (const request of failed) request.failures += 1;
  return failed;
}

function takeBatch(requests: Set<Request>, maxChars: number): Batch | undefined {
  const waiting = [...requests].filter(({ open }) => open.length > 0);
  // What failed before is computed on its own: it may be what failed the others.
  const suspect = waiting.find(({ failures }) => failures > 0);
  const items = takeInTurn(suspect === undefined ? waiting : [suspect], maxChars);
  // Whoever was served goes to the end: the next batch starts with somebody else.
  for (const { request } of items) {
    requests.delete(request);
    requests.add(request);
  }
  if (items.length === 0) return undefined;
  return { items, texts: items.map(({ request, index }) => request.texts[index] ?? '') };
}

/** One text of each request, then a second of each, and so on. */
function takeInTurn(requests: readonly Request[], maxChars: number): Item[] {
  const items: Item[] = [];
  let chars = 0;
  let waiting = requests;
  while (waiting.length > 0) {
    for (const request of waiting) {
      if (chars >= maxChars) return items;
      const index = request.open.shift();
      if (index === undefined) continue;
      items.push({ request, index });
      // A text without letters takes its place too.
      chars += Math.max(8, request.texts[index]?.length ?? 0);
    }
    waiting = waiting.filter(({ open }) => open.length > 0);
  }
  return items;
}
