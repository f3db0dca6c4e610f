import type { GameRows, JournalBatch, MatchRow, MindRow, ShardRow } from '../../store/game-journal.js';
import type { ShardBook } from '../matches/shard-book.js';

/** An entry of a shard's log on its way to the record. */
export interface Entry {
  book: Pick<ShardBook, 'shard' | 'token'>;
  no: number;
  rows: GameRows;
  keepFrom: number;
  /** The actions of all entries up to this one have left. */
  published: number;
}

/** Characters of inputs in one commit: a larger one may not be done before it is timed out, however often it is tried. */
const MOST_CHARACTERS = 400_000;

/** Takes the first of the entries out of the list, as many as one commit takes. */
export function takePart<One extends Pick<Entry, 'rows'>>(entries: One[]): One[] {
  let characters = 0;
  const last = entries.findIndex(({ rows }) => {
    for (const { inputs } of rows.log) characters += inputs.length;
    return characters >= MOST_CHARACTERS;
  });
  return entries.splice(0, last < 0 ? entries.length : last + 1);
}

/** One commit of entries, those of a shard in order. */
export function toBatch(entries: readonly Entry[]): JournalBatch {
  const all = <Name extends keyof GameRows>(name: Name): GameRows[Name][number][] =>
    entries.flatMap(({ rows }): GameRows[Name][number][] => rows[name]);
  const shards = new Map<number, ShardRow>();
  for (const { book, no, published, keepFrom } of entries)
    shards.set(book.shard, { shard: book.shard, token: book.token, no, published, keepFrom });
  return {
    shards: [...shards.values()],
    log: all('log'),
    matches: latestMatches(all('matches')),
    minds: latestMinds(all('minds')),
    actions: all('actions'),
    steps: all('steps'),
    busEvents: all('busEvents'),
    deadLetters: all('deadLetters'),
  };
}

/** A row is written once in a commit: the last one that says something. */
function latestMatches(rows: readonly MatchRow[]): MatchRow[] {
  const latest = new Map<string, MatchRow>();
  for (const row of rows) if (row.snapshot !== null || !latest.has(row.matchId)) latest.set(row.matchId, row);
  return [...latest.values()];
}

function latestMinds(rows: readonly MindRow[]): MindRow[] {
  const latest = new Map<string, MindRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.matchId, row.player]);
    if (row.view !== null || !latest.has(key)) latest.set(key, row);
  }
  return [...latest.values()];
}
