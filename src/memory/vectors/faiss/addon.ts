import { closeSync, existsSync, openSync, readFileSync, unlinkSync, writevSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is used of faiss-node. Everything is synchronous, and what C++ throws ends the process. */
export interface FaissIndex {
  ntotal(): number;
  add(numbers: number[]): void;
  /** Labels are counted from 0 in the order of adding; throws where `k` is more than there are. */
  search(query: number[], k: number): { distances: number[]; labels: number[] };
  /** Of a flat index only; the later labels move up. */
  removeIds(labels: number[]): number;
  write(file: string): void;
}

export interface Faiss {
  /** An exact index of the numbers of some vectors. */
  flat(numbers: Float32Array): FaissIndex;
  /** An empty graph index. */
  graph(): FaissIndex;
}

interface Addon {
  Index: {
    read(file: string): FaissIndex;
    fromFactory(dimension: number, descriptor: string, metric: number): FaissIndex;
  };
}

const INNER_PRODUCT = 0;
/** Neighbours of a vector in the graph. */
const GRAPH = 'HNSW32';
/** How far the graph is looked through, when a vector is added and in a search; faiss-node has no way to set them. */
const STOCK_EFFORT = Int32Array.of(40, 16);
const EFFORT = Int32Array.of(80, 64);

/**
 * FAISS for vectors of one dimension. faiss-node takes numbers only one by one (8 ms for 50 vectors) but reads files at once,
 * so an index is made as the file FAISS itself would write, without a name, and read.
 */
export function openFaiss(dimension: number): Faiss {
  const { Index } = createRequire(import.meta.url)('faiss-node') as Addon;
  const empty = (descriptor: string): FaissIndex => Index.fromFactory(dimension, descriptor, INNER_PRODUCT);
  const flatFile = written(empty('Flat'));
  const graphFile = withEffort(written(empty(GRAPH)));
  const addAll = (numbers: Float32Array): FaissIndex => {
    const index = empty('Flat');
    index.add(Array.from(numbers));
    return index;
  };
  const readFlat = (numbers: Float32Array): FaissIndex =>
    read(Index.read, [filledHeader(flatFile, numbers.length, dimension), bytesOf(numbers)]);
  const isReadable = works(readFlat, dimension);
  return {
    flat: (numbers) => (isReadable ? readFlat(numbers) : addAll(numbers)),
    graph: () => (isReadable && graphFile !== undefined ? read(Index.read, [graphFile]) : empty(GRAPH)),
  };
}

/** The file as FAISS writes it: type, dimension (4 bytes each), count (8), more, and last the count of numbers (8). */
function filledHeader(empty: Buffer, numbers: number, dimension: number): Buffer {
  const header = Buffer.from(empty);
  header.writeBigInt64LE(BigInt(numbers / dimension), 8);
  header.writeBigInt64LE(BigInt(numbers), header.length - 8);
  return header;
}

/** Whether a file made in this way is read as what was meant: another version of FAISS might write another. */
function works(readFlat: (numbers: Float32Array) => FaissIndex, dimension: number): boolean {
  try {
    const numbers = new Float32Array(3 * dimension);
    for (const row of [0, 1, 2]) numbers[row * dimension + row] = 1;
    const index = readFlat(numbers);
    const query = Array.from(numbers.subarray(dimension, 2 * dimension));
    const { labels, distances } = index.search(query, 3);
    return index.ntotal() === 3 && labels[0] === 1 && distances[0] === 1 && distances[1] === 0;
  } catch {
    return false;
  }
}

/** Undefined where the two numbers are not found, and only once. */
function withEffort(file: Buffer): Buffer | undefined {
  const stock = bytesOf(STOCK_EFFORT);
  const place = file.indexOf(stock);
  if (place < 0 || file.indexOf(stock, place + 1) >= 0) return undefined;
  const better = Buffer.from(file);
  bytesOf(EFFORT).copy(better, place);
  return better;
}

const bytesOf = (array: Float32Array | Int32Array): Buffer =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength);

/** Nothing where no file can be made: what is read of it is then found not to work. */
function written(index: FaissIndex): Buffer {
  try {
    return withNamelessFile((path) => {
      index.write(path);
      return readFileSync(path);
    });
  } catch {
    return Buffer.alloc(0);
  }
}

function read(from: (file: string) => FaissIndex, pieces: Buffer[]): FaissIndex {
  return withNamelessFile((path, file) => {
    writevSync(file, pieces, 0);
    return from(path);
  });
}

/** The file has lost its name before anything is in it: whatever happens, none of somebody's memories stay on a disk. */
function withNamelessFile<T>(work: (path: string, file: number) => T): T {
  const name = join(tmpdir(), `veze-faiss-${randomUUID()}`);
  const file = openSync(name, 'wx+', 0o600);
  try {
    unlinkSync(name);
    const path = `/dev/fd/${file}`;
    // FAISS ends the process where it cannot open what it shall write.
    if (!existsSync(path)) throw new Error(`there is no ${path}`);
    return work(path, file);
  } finally {
    closeSync(file);
  }
}
