import { z } from 'zod';
import type { GameRows } from '../../store/game-journal.js';

const Text = z.string();
const Int = z.int();
const Of = { matchId: Text, shard: Int };
const Plan = {
  planId: Text,
  matchId: Text,
  shard: Int,
  player: Text,
  goal: Text,
  cause: Text,
  tGame: z.number(),
};

// Written by us and read by us, perhaps by another version.
const KeptRows = z.object({
  log: z.array(z.object({ shard: Int, no: Int, inputs: Text })),
  matches: z.array(z.object({ ...Of, snapshot: z.null(), snapshotNo: Int, outcome: Text.nullable() })),
  minds: z.array(z.object({ ...Of, player: Text, view: z.null() })),
  actions: z.array(z.object({ ...Of, n: Int, player: Text, no: Int, action: Text })),
  steps: z.array(z.object({ ...Plan, stepNo: Int, step: Text })),
  busEvents: z.array(z.object({ shard: Int, eventId: Text, planId: Text, payload: Text })),
  deadLetters: z.array(
    z.object({ id: Text, shard: Int, matchId: Text.nullable(), reason: Text, event: Text }),
  ),
});

/** Rows as text. Snapshots are left out: whoever reads them has the log, which gives the same. */
export function writeKept(rows: GameRows): string {
  const { log, actions, steps, busEvents, deadLetters, matches, minds } = rows;
  const kept: z.infer<typeof KeptRows> = {
    log,
    actions,
    steps,
    busEvents,
    deadLetters,
    matches: matches.map((match) => ({ ...match, snapshot: null, snapshotNo: 0 })),
    minds: minds.map((mind) => ({ ...mind, view: null })),
  };
  return JSON.stringify(kept);
}

export function readKept(text: string): GameRows {
  return KeptRows.parse(JSON.parse(text));
}
