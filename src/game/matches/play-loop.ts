import type { BookedMatch } from './shard-book.js';

export interface PlayLimits {
  /** Milliseconds of playing before whatever else the process does has its turn. */
  sliceMs: number;
  /** Inputs of one match before the next match has its turn. */
  inputsAtOnce: number;
}

export interface PlayLoop {
  /** Says that a match has inputs; returns at once. */
  wake(match: BookedMatch): void;
  /** Resolves when no match that can be played has any input left. */
  idle(): Promise<void>;
}

/** Plays the matches that have inputs, in turn. All share one thread, so none may keep it. */
export function createPlayLoop(
  limits: PlayLimits,
  { played, paused }: { played: (match: BookedMatch) => void; paused: () => void },
): PlayLoop {
  let turn: BookedMatch[] = [];
  const waiting = new Set<BookedMatch>();
  let running = false;
  const idlers: (() => void)[] = [];

  const playSome = (match: BookedMatch): void => {
    for (let left = limits.inputsAtOnce; left > 0 && match.lane.playNext(); left -= 1);
    played(match);
    if (match.lane.waiting > 0 && !match.lane.broken) turn.push(match);
    else waiting.delete(match);
  };
  const slice = (): void => {
    const end = performance.now() + limits.sliceMs;
    let at = 0;
    for (let match = turn[at]; match !== undefined && performance.now() < end; match = turn[at]) {
      at += 1;
      playSome(match);
    }
    turn = turn.slice(at);
    paused();
    if (turn.length > 0) return void setImmediate(slice);
    running = false;
    for (const done of idlers.splice(0)) done();
  };
  return {
    wake(match) {
      if (waiting.has(match)) return;
      waiting.add(match);
      turn.push(match);
      if (running) return;
      running = true;
      setImmediate(slice);
    },
    idle: () => new Promise((resolve) => (running ? void idlers.push(resolve) : resolve())),
  };
}
