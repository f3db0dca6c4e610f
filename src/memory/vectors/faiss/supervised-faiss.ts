import { createRestartPauses, type RestartPauses } from '../../../core/restart-pauses.js';
import type { RestartReason } from '../../../core/vector-metrics.js';
import type { Outcome, ProcessSettings, Question } from './messages.js';
import type { FaissProcess, startFaissProcess } from './faiss-process.js';
import { FaissAwayError } from './questions.js';

export interface SupervisedFaissDeps {
  settings: ProcessSettings;
  limits: FaissLimits;
  onRestart(reason: RestartReason): void;
  start: typeof startFaissProcess;
}

export interface FaissLimits {
  /** The process is replaced when it is larger. */
  rssBytes: number;
  /** The process is replaced after so many searches: each leaks its query. */
  searches: number;
  /** Questions that may wait for their answers. */
  pending: number;
  searchMs: number;
  /** For a part of a load, and a write. */
  writeMs: number;
  /** A process that says nothing for so long hangs, and is ended. */
  silenceMs: number;
  /** The longest pause before a process that keeps dying is started again. */
  pauseMs: number;
}

/** FAISS as long as there is a process with it; where there is none, one is started and `FaissAwayError` thrown meanwhile. */
export interface SupervisedFaiss {
  ask(question: Question): Promise<Outcome>;
  pending(): number;
  /** Starts a process where there is none. True once it can be asked. */
  isReady(): boolean;
  pid(): number | undefined;
  /** The size of the process as it said last. */
  rss(): number;
  /** Ends the process that is asked, and everything it holds. */
  kill(): void;
  close(): Promise<void>;
}

const START_MS = 10_000;
/** A process that lived so long did not die of how it was started. */
const STABLE_MS = 10_000;
const FIRST_PAUSE_MS = 50;

interface State {
  current: FaissProcess | undefined;
  /** Takes the place of the current one as soon as it is ready. */
  starting: FaissProcess | undefined;
  /** Finish what they were asked, and end. */
  retiring: Set<FaissProcess>;
  isClosed: boolean;
  /** Of the current process. */
  searches: number;
  pauses: RestartPauses;
  /** None is started earlier. */
  notBefore: number;
}

export function superviseFaiss(deps: SupervisedFaissDeps): SupervisedFaiss {
  const state: State = {
    current: undefined,
    starting: undefined,
    retiring: new Set(),
    isClosed: false,
    searches: 0,
    pauses: createRestartPauses({
      firstMs: FIRST_PAUSE_MS,
      longestMs: deps.limits.pauseMs,
      stableMs: STABLE_MS,
    }),
    notBefore: 0,
  };
  return {
    ask: (question) => ask(state, deps, question),
    pending: () => state.current?.pending() ?? 0,
    isReady() {
      if (state.current === undefined) begin(state, deps);
      return state.current !== undefined;
    },
    pid: () => state.current?.pid,
    rss: () => state.current?.rss() ?? 0,
    kill: () => state.current?.kill(),
    async close() {
      state.isClosed = true;
      const open = [state.current, state.starting, ...state.retiring].filter(
        (process) => process !== undefined,
      );
      for (const process of open) process.kill();
      await Promise.all(open.map(({ ended }) => ended));
    },
  };
}

async function ask(state: State, deps: SupervisedFaissDeps, question: Question): Promise<Outcome> {
  const { limits } = deps;
  const process = state.current;
  // What is to be forgotten is forgotten everywhere.
  if (question.op === 'drop') for (const { kill } of state.retiring) kill();
  if (process === undefined) {
    begin(state, deps);
    throw new FaissAwayError('no FAISS process is ready');
  }
  if (process.pending() >= limits.pending) throw new FaissAwayError('too many questions wait');
  const isSearch = question.op === 'search';
  if (isSearch) state.searches += 1;
  try {
    return await process.ask(question, isSearch ? limits.searchMs : limits.writeMs);
  } catch (error) {
    if (process.silentMs() > limits.silenceMs) process.kill();
    throw error;
  } finally {
    if (process === state.current) replaceWhenDue(state, deps, process);
  }
}

/** Starts a process unless one is starting, or the last ones died so fast that it had better wait. */
function begin(state: State, deps: SupervisedFaissDeps): void {
  if (state.isClosed || state.starting !== undefined || performance.now() < state.notBefore) return;
  const process = deps.start(deps.settings);
  const began = performance.now();
  const tooSlow = setTimeout(process.kill, START_MS);
  state.starting = process;
  void process.ready
    .then(() => takeOver(state, process, deps.limits.writeMs))
    .catch(() => {
      noteDeath(state, 0);
      if (!state.isClosed) deps.onRestart('died');
    })
    .finally(() => {
      clearTimeout(tooSlow);
      state.starting = undefined;
    });
  void process.ended.then(() => {
    if (state.current !== process) return;
    state.current = undefined;
    noteDeath(state, performance.now() - began);
    if (!state.isClosed) deps.onRestart(process.silentMs() > deps.limits.silenceMs ? 'silent' : 'died');
  });
}

function takeOver(state: State, process: FaissProcess, patienceMs: number): void {
  if (state.isClosed) return process.kill();
  if (state.current !== undefined) retire(state, state.current, patienceMs);
  state.current = process;
  state.searches = 0;
}

function noteDeath(state: State, livedMs: number): void {
  state.notBefore = performance.now() + state.pauses.afterDeath(livedMs);
}

/** A new process is ready before the old one goes. */
function replaceWhenDue(state: State, deps: SupervisedFaissDeps, process: FaissProcess): void {
  const { searches, rssBytes } = deps.limits;
  const isLarge = process.rss() > rssBytes;
  if (state.starting !== undefined || !(isLarge || state.searches >= searches)) return;
  begin(state, deps);
  if (state.starting !== undefined) deps.onRestart(isLarge ? 'memory' : 'searches');
}

/** Lets a process finish what it was asked, and ends it. */
function retire(state: State, process: FaissProcess, patienceMs: number): void {
  const started = performance.now();
  state.retiring.add(process);
  void process.ended.then(() => state.retiring.delete(process));
  const check = setInterval(() => {
    if (process.pending() > 0 && performance.now() - started < patienceMs) return;
    clearInterval(check);
    process.kill();
  }, 20);
  check.unref();
}
