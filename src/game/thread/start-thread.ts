import { Worker } from 'node:worker_threads';
import { LEFT, type Strategist } from '../../contracts/game-strategy.js';
import type { LineWriter } from '../../contracts/game-speech.js';
import type { MatchMemories } from '../../contracts/match-memory.js';
import { AppError } from '../../core/errors.js';
import { uuidv7 } from '../../core/ids.js';
import { findOwnEntry, type OwnEntry } from '../../core/own-entry.js';
import { createPortCalls, type PortCalls } from '../../core/port-calls.js';
import type { GameNotes } from '../matches/game-notes.js';
import { readOut } from './notebook.js';
import type { PlayerCalls, PlayerGauges, ProcessCalls, ThreadSettings } from './thread-calls.js';

export interface ThreadDeps {
  settings: Omit<ThreadSettings, 'id' | 'helpers'>;
  strategist: Strategist | undefined;
  lineWriter: LineWriter | undefined;
  memories: MatchMemories | undefined;
  notes: GameNotes;
  onOutbox: () => void;
  /** Another file that serves a player; in benches and tests. */
  entry?: OwnEntry | undefined;
}

/** One thread that plays, until it ends. */
export interface PlayerThread {
  /** Of its player among all that play. */
  id: string;
  calls: PortCalls<PlayerCalls>;
  /** As it said last. */
  gauges(): PlayerGauges;
  /** Resolves when it has ended, with why. */
  ended: Promise<Error>;
  terminate(): Promise<unknown>;
}

/** Much of what is made lives until it is on record, 100 ms on: with less room it is moved from one place to another first. */
const YOUNG_MB = 192;

/** Starts a thread; what it asks for once `isLeft` holds is refused. */
export function startPlayerThread(deps: ThreadDeps, isLeft: () => boolean): PlayerThread {
  const { strategist, lineWriter, memories } = deps;
  const id = uuidv7();
  let gauges: PlayerGauges = { matches: 0, waiting: 0 };
  const { file, execArgv } = deps.entry ?? findOwnEntry(import.meta.url, 'game');
  const helpers = {
    strategist: strategist !== undefined,
    lineWriter: lineWriter !== undefined,
    memories: memories !== undefined,
  };
  const settings: ThreadSettings = { ...deps.settings, id, helpers };
  const worker = new Worker(file, {
    execArgv,
    workerData: settings,
    name: 'matches',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const calls = createPortCalls<PlayerCalls>(
    worker,
    createHelp(deps, isLeft, (now) => {
      gauges = now;
    }),
  );
  const ended = new Promise<Error>((resolve) => {
    worker.once('error', resolve);
    worker.once('exit', (code) =>
      resolve(new Error(`the thread that plays matches ended with code ${code}`)),
    );
  });
  // What runs were asked for, the next thread asks for again: they go on.
  void ended.then((error) => calls.end(error, LEFT));
  return { id, calls, gauges: () => gauges, ended, terminate: () => worker.terminate() };
}

/** What this process does for the thread. */
function createHelp(
  { strategist, lineWriter, memories, notes, onOutbox }: ThreadDeps,
  isLeft: () => boolean,
  gauge: (gauges: PlayerGauges) => void,
): ProcessCalls {
  return {
    async ask({ question, answerBy }, signal) {
      if (isLeft()) throw new AppError('stopping', LEFT);
      return given(strategist).ask(question, { answerBy, signal });
    },
    write: ({ request, player, matchId }, signal) =>
      given(lineWriter).write(request, { player, matchId, signal }),
    rememberMatch: (match) => given(memories).rememberMatch(match),
    matchesAgainst: ({ player, boss }) => given(memories).matchesAgainst(player, boss),
    outbox: onOutbox,
    note(page) {
      readOut(page.notes, notes);
      gauge(page.gauges);
    },
  };
}

function given<T>(helper: T | undefined): T {
  if (helper === undefined)
    throw new AppError('internal_error', 'the thread was told that there is nobody to ask');
  return helper;
}
