import type { GameNotes } from '../matches/game-notes.js';

/** A call of one of the functions of `GameNotes`, to be made in another thread. */
export type Note = {
  [Name in keyof GameNotes]: [name: Name, ...what: Parameters<GameNotes[Name]>];
}[keyof GameNotes];

const NAMES: Record<keyof GameNotes, true> = {
  eventPlayed: true,
  ticked: true,
  eventTurnedAway: true,
  superseded: true,
  skipped: true,
  poisoned: true,
  tickFailed: true,
  replayFailed: true,
  advised: true,
  consulted: true,
  lineWritten: true,
  eventsRead: true,
  actionsLeft: true,
  shardTaken: true,
  shardLost: true,
  away: true,
};

/** Notes that gather until they are taken away: thousands a second are worth no message each. */
export interface Notebook {
  notes: GameNotes;
  /** What was noted since the last time. */
  take(): Note[];
}

export function createNotebook(): Notebook {
  let page: unknown[] = [];
  const noting = Object.keys(NAMES).map((name) => [
    name,
    (...what: unknown[]): void => void page.push([name, ...what.map(withoutParts)]),
  ]);
  return {
    // Made for each name of the very same list.
    notes: Object.fromEntries(noting) as GameNotes,
    take() {
      const taken = page as Note[];
      page = [];
      return taken;
    },
  };
}

/** Makes the calls of a page, in order. */
export function readOut(page: readonly Note[], notes: GameNotes): void {
  for (const [name, ...what] of page) (notes[name] as (...given: unknown[]) => void)(...what);
}

/** An error may hold on to what cannot leave its thread; what is logged of it is its text. */
function withoutParts(what: unknown): unknown {
  if (!(what instanceof Error)) return what;
  const { name, message, stack } = what;
  const text = new Error(name === 'Error' ? message : `${name}: ${message}`);
  if (stack !== undefined) text.stack = stack;
  return text;
}
