import { Worker } from 'node:worker_threads';
import { findOwnEntry } from '../../../core/own-entry.js';
import { Answer, type Ask } from './thread-messages.js';

/** A thread that embeds; started with the first batch, and again with the next batch after it died. */
export interface ModelThread {
  /** The vectors of all texts one after the other; one call at a time. Rejects where the thread dies or takes too long. */
  run(texts: string[]): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface ModelThreadOptions {
  folder: string;
  /** A thread that says nothing for so long hangs, and is ended. */
  silenceMs: number;
}

export function createModelThread({ folder, silenceMs }: ModelThreadOptions): ModelThread {
  let worker: Worker | undefined;
  let asked = 0;

  const end = async (): Promise<void> => {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };

  return {
    async run(texts) {
      worker ??= startWorker(folder);
      asked += 1;
      try {
        return await ask(worker, { id: asked, texts }, silenceMs);
      } catch (error) {
        await end();
        throw error;
      }
    },
    close: end,
  };
}

function startWorker(folder: string): Worker {
  const { file, execArgv } = findOwnEntry(import.meta.url, 'embed');
  const worker = new Worker(file, { execArgv, workerData: { folder }, name: 'embeddings' });
  // An idle thread keeps no process alive, and one that dies idle is noticed when it is asked.
  worker.unref();
  worker.on('error', () => undefined);
  return worker;
}

function ask(worker: Worker, message: Ask, silenceMs: number): Promise<Float32Array> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      settle();
    };
    const onMessage = (answer: unknown): void => {
      const { id, vectors } = Answer.parse(answer);
      if (id === message.id) finish(() => resolve(vectors));
    };
    const onError = (error: Error): void => finish(() => reject(error));
    const onExit = (code: number): void =>
      finish(() => reject(new Error(`the thread ended with code ${code}`)));
    const timer = setTimeout(
      () => finish(() => reject(new Error(`the thread said nothing for ${silenceMs} ms`))),
      silenceMs,
    );
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(message);
  });
}
