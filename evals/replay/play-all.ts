import { randomUUID } from 'node:crypto';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CASES_FOLDER, type Loaded } from '../cases/load-cases.js';
import type { CaseResult } from './result.js';
import type { FromWorker, ToWorker } from './worker-messages.js';

export interface PlayOptions {
  databaseUrl: string;
  processes: number;
  /** Cases that a process plays at once: while one waits for the database another thinks. */
  stages: number;
  /** How often each case is played. */
  repeat: number;
  folder?: string;
  /** Another file than ours to run as a worker: that of a changed copy. */
  workerFile?: string;
  /** Told of every case as it ends; true stops all that is not under way. */
  onResult?: (result: CaseResult) => boolean | void;
}

interface Job {
  loaded: Loaded;
  play: number;
}

/** Plays every case `repeat` times, in some order; gives the results in the order of the cases. Rejects where a process dies. */
export async function playAll(cases: readonly Loaded[], options: PlayOptions): Promise<CaseResult[]> {
  const jobs: Job[] = cases.flatMap((loaded) =>
    Array.from({ length: options.repeat }, (_, index) => ({ loaded, play: index + 1 })),
  );
  const results: CaseResult[] = [];
  const queue = [...jobs];
  const count = Math.min(options.processes, Math.max(1, jobs.length));
  // Several runs may be under way at once on one server.
  const run = randomUUID().slice(0, 8);
  const workers = Array.from({ length: count }, (_, index) => startWorker(options, { run, index }));
  try {
    await Promise.all(
      workers.flatMap((worker) =>
        Array.from({ length: options.stages }, (_, index) =>
          playQueue(worker, index, { queue, results, options }),
        ),
      ),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }
  const place = new Map(cases.map(({ id }, index) => [id, index]));
  return results.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0) || a.play - b.play);
}

async function playQueue(
  worker: Worker,
  index: number,
  { queue, results, options }: { queue: Job[]; results: CaseResult[]; options: PlayOptions },
): Promise<void> {
  for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
    const result = await worker.play(job, index);
    results.push(result);
    if (options.onResult?.(result) === true) queue.length = 0;
  }
}

interface Worker {
  play(job: Job, stage: number): Promise<CaseResult>;
  close(): Promise<void>;
}

const OWN_WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Nothing of the machine's environment reaches a case, and nobody is told of it. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, TZ: 'UTC', LANG: 'C.UTF-8', LANGSMITH_TRACING: 'false' };
}

function startWorker(
  { databaseUrl, workerFile = OWN_WORKER, folder = CASES_FOLDER }: PlayOptions,
  { run, index }: { run: string; index: number },
): Worker {
  const child = fork(workerFile, { serialization: 'advanced', env: plainEnvironment() });
  const waiting = new Map<
    string,
    { resolve: (result: CaseResult) => void; reject: (error: Error) => void }
  >();
  const fail = (reason: string): void => {
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  };
  child.on('message', (message: FromWorker) => {
    if (message.type === 'broken') return fail(message.error);
    waiting.get(message.stage)?.resolve(message.result);
    waiting.delete(message.stage);
  });
  child.on('exit', (code, signal) => fail(`A process that played cases ended with ${signal ?? code}`));
  return {
    play: ({ loaded, play }, number) =>
      new Promise((resolve, reject) => {
        const stage = `evals_${run}_${index}_${number}`;
        waiting.set(stage, { resolve, reject });
        tell(child, { type: 'play', databaseUrl, stage, file: loaded.file, folder, play });
      }),
    close: () => closeWorker(child),
  };
}

function tell(child: ChildProcess, message: ToWorker): void {
  if (child.connected) child.send(message);
}

async function closeWorker(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  tell(child, { type: 'close' });
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(late);
}
