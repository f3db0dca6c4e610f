import { setImmediate as breathe } from 'node:timers/promises';
import { JsonObject } from '../../contracts/json.js';
import type { StoredMatch } from '../../store/game-matches.js';
import type { MatchRecord } from './match-record.js';
import { applyRecord, openMatchState, type MatchOptions, type MatchState } from './match-state.js';

/** Reads what is on record of matches. */
export interface MatchRecords {
  load: (matchIds: readonly string[]) => Promise<StoredMatch[]>;
  /** The entries of a shard's log after number `after`, at most `limit`, in order. */
  log: (shard: number, after: number, limit: number) => Promise<{ no: number; inputs: string }[]>;
}

export interface LoadedMatch {
  state: MatchState;
  known: boolean;
  /** The first entry of the log that the snapshot does not hold; undefined where there is none. */
  dirtyFrom: number | undefined;
  records: number;
}

export interface LoadOptions {
  records: MatchRecords;
  match: MatchOptions;
  /** A record that had its effect once and fails now, as after a change of the code: it is passed over. */
  onFailure: (matchId: string, error: unknown) => void;
}

/** Matches from their snapshots alone: right where nothing came after them. */
export async function loadSnapshots(
  matchIds: readonly string[],
  { records, match }: LoadOptions,
): Promise<Map<string, LoadedMatch>> {
  const loaded = new Map<string, LoadedMatch>();
  for (const stored of matchIds.length === 0 ? [] : await records.load(matchIds))
    loaded.set(stored.matchId, toLoaded(stored, match));
  for (const matchId of matchIds) if (!loaded.has(matchId)) loaded.set(matchId, brandNew(matchId, match));
  return loaded;
}

function brandNew(matchId: string, options: MatchOptions): LoadedMatch {
  return { state: openMatchState(matchId, options), known: false, dirtyFrom: undefined, records: 0 };
}

function toLoaded(stored: StoredMatch, options: MatchOptions): LoadedMatch {
  const snapshot = stored.snapshot === null ? undefined : JsonObject.parse(JSON.parse(stored.snapshot));
  const state = openMatchState(stored.matchId, options, snapshot);
  return { state, known: true, dirtyFrom: undefined, records: 0 };
}

const ENTRIES_AT_ONCE = 200;

/**
 * The matches of a shard that the log speaks of (of them, those `only` names), as they were at its end. Their actions were put
 * on record with the log: what playing it again gives is only counted.
 */
export async function replayLog(
  shard: number,
  options: LoadOptions,
  only?: string,
): Promise<Map<string, LoadedMatch>> {
  const matches = new Map<string, LoadedMatch & { snapshotNo: number; lastAction: number }>();
  let after = 0;
  for (;;) {
    const entries = await options.records.log(shard, after, ENTRIES_AT_ONCE);
    for (const { no, inputs } of entries) {
      after = no;
      const records = (JSON.parse(inputs) as [string, MatchRecord][]).filter(
        ([matchId]) => only === undefined || matchId === only,
      );
      await addMissing(matches, records, options);
      replayEntry(matches, no, records, options);
      await breathe();
    }
    if (entries.length < ENTRIES_AT_ONCE) break;
  }
  // A changed mind may have given fewer actions than it once did; no number may be given twice.
  for (const match of matches.values()) match.state.actions = Math.max(match.state.actions, match.lastAction);
  return matches;
}

type Replayed = Map<string, LoadedMatch & { snapshotNo: number; lastAction: number }>;

async function addMissing(
  matches: Replayed,
  records: [string, MatchRecord][],
  { records: store, match }: LoadOptions,
): Promise<void> {
  const missing = [...new Set(records.map(([matchId]) => matchId))].filter((id) => !matches.has(id));
  if (missing.length === 0) return;
  for (const stored of await store.load(missing)) {
    const { snapshotNo, lastAction } = stored;
    matches.set(stored.matchId, { ...toLoaded(stored, match), snapshotNo, lastAction });
  }
}

function replayEntry(
  matches: Replayed,
  no: number,
  records: [string, MatchRecord][],
  { match: options, onFailure }: LoadOptions,
): void {
  for (const [matchId, record] of records) {
    const match = matches.get(matchId);
    if (match === undefined || no <= match.snapshotNo) continue;
    match.dirtyFrom ??= no;
    match.records += 1;
    try {
      applyRecord(match.state, record, options);
    } catch (error) {
      onFailure(matchId, error);
    }
  }
}
