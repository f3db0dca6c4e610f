import { fork, type ChildProcess } from 'node:child_process';
import { findOwnEntry } from '../../../core/own-entry.js';
import type { Outcome, ProcessSettings, Question } from './messages.js';
import { createQuestions, FaissAwayError } from './questions.js';
import { Said } from './said.js';

/** One process with FAISS in it, until it dies. */
export interface FaissProcess {
  readonly pid: number | undefined;
  /** Rejects where it dies before it is ready. */
  ready: Promise<void>;
  /** Resolves when it is gone; says how. */
  ended: Promise<string>;
  /** Rejects with `FaissAwayError` where no answer comes in time. */
  ask(question: Question, timeoutMs: number): Promise<Outcome>;
  pending(): number;
  /** Its size as it said last; 0 where it has said nothing yet. */
  rss(): number;
  /** How long it has said nothing although it was asked. */
  silentMs(): number;
  kill(): void;
}

export function startFaissProcess(settings: ProcessSettings): FaissProcess {
  const child = forkFaiss(settings);
  let rss = 0;
  /** Since when it owes an answer. */
  let owes: number | undefined;
  const questions = createQuestions((asked, onFailure) => {
    if (!child.connected) return onFailure('the FAISS process is gone');
    child.send(asked, (error) => {
      if (error !== null) onFailure('the FAISS process could not be reached');
    });
  });
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', ({ message }) => resolve(message));
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message) => {
      owes = undefined;
      const said = Said.parse(message);
      if ('ready' in said) return resolve();
      rss = said.rss || rss;
      questions.answer(said.id, said.outcome);
    });
    void ended.then((how) => {
      const error = new FaissAwayError(`the FAISS process ended: ${how}`);
      questions.rejectAll(error);
      reject(error);
    });
  });
  // Nobody may be waiting for it.
  ready.catch(() => undefined);
  const ask: FaissProcess['ask'] = (question, timeoutMs) => {
    owes ??= performance.now();
    return questions.ask(question, timeoutMs);
  };
  const silentMs = (): number => (owes === undefined ? 0 : performance.now() - owes);
  const kill = (): void => {
    // Whoever waits for its end may have nothing else to wait for.
    child.ref();
    child.kill('SIGKILL');
  };
  return { pid: child.pid, ready, ended, ask, pending: questions.count, rss: () => rss, silentMs, kill };
}

/** It keeps this process from nothing, and ends with it. */
function forkFaiss(settings: ProcessSettings): ChildProcess {
  const { file, execArgv } = findOwnEntry(import.meta.url, 'faiss');
  const child = fork(file, [JSON.stringify(settings)], {
    execArgv,
    // Vectors travel as they are, not as text.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.unref();
  child.channel?.unref();
  return child;
}
