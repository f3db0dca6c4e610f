import type { Pool } from 'pg';
import { z } from 'zod';
import { StrategyRecord, type EndedMatch } from '../contracts/match-memory.js';
import { uuidv7 } from '../core/ids.js';
import { inTransaction, type Database } from './database.js';
import { wordsOf } from './remember.js';

/** The record, and the last matches that are in it, so that none is counted twice. */
const MatchDetails = StrategyRecord.extend({ counted: z.array(z.string()) });
type MatchDetails = z.infer<typeof MatchDetails>;

/** A match that is told again is told soon. */
const COUNTED_KEPT = 64;
const IMPORTANCE = 0.4;

/** Counts a match in the player's memory of its boss and strategy; false where it was counted before. */
export function rememberMatch(pool: Pool, match: EndedMatch): Promise<boolean> {
  return inTransaction(pool, async (db) => {
    // The owner first, as by everybody who writes memories.
    await db.query(
      `insert into memory_owners (owner, version) values ($1, gen_random_uuid())
       on conflict (owner) do update set version = excluded.version`,
      [match.player],
    );
    const known = await findRecord(db, match);
    if (known?.details.counted.includes(match.matchId) === true) return false;
    const details = counting(known?.details, match);
    const text = inWords(details);
    if (known === undefined) {
      await db.query(
        `insert into memories (id, owner, kind, slot, text, words, importance, details)
         values ($1, $2, 'match', $3, $4, string_to_array($5, ' '), $6, $7)`,
        [uuidv7(), match.player, slotOf(match), text, wordsOf(text), IMPORTANCE, details],
      );
    } else {
      await db.query(
        `update memories set text = $2, words = string_to_array($3, ' '), details = $4, valid_from = now(), vector = null,
           model = null where id = $1`,
        [known.id, text, wordsOf(text), details],
      );
    }
    return true;
  });
}

/** Each strategy that the player's matches against the boss followed, what won most reliably first. */
export async function listMatchesAgainst(
  db: Database,
  player: string,
  boss: string,
): Promise<StrategyRecord[]> {
  const { rows } = await db.query<{ details: unknown }>({
    name: 'matches-against',
    text: `select details from memories
           where owner = $1 and kind = 'match' and ended is null and details->>'boss' = $2`,
    values: [player, boss],
  });
  const records = rows.map(({ details }) => StrategyRecord.parse(details));
  return records.toSorted((a, b) => reliabilityOf(b) - reliabilityOf(a) || b.won - a.won);
}

/** The share that was won, as if one more had been won and one more lost: one lucky win says less than nine of ten. */
function reliabilityOf({ won, lost }: StrategyRecord): number {
  return (won + 1) / (won + lost + 2);
}

async function findRecord(
  db: Database,
  match: EndedMatch,
): Promise<{ id: string; details: MatchDetails } | undefined> {
  const { rows } = await db.query<{ id: string; details: unknown }>(
    'select id, details from memories where owner = $1 and slot = $2 and ended is null',
    [match.player, slotOf(match)],
  );
  return rows[0] && { id: rows[0].id, details: MatchDetails.parse(rows[0].details) };
}

function slotOf({ boss, strategy }: EndedMatch): string {
  return `match ${strategy} ${boss}`;
}

function counting(known: MatchDetails | undefined, match: EndedMatch): MatchDetails {
  const { boss, strategy, outcome, durationMs, matchId } = match;
  const before = known ?? { won: 0, lost: 0, fastestMs: null, counted: [] };
  const isWon = outcome === 'won';
  return {
    boss,
    strategy,
    won: before.won + (isWon ? 1 : 0),
    lost: before.lost + (isWon ? 0 : 1),
    fastestMs: isWon ? Math.min(before.fastestMs ?? Infinity, durationMs) : before.fastestMs,
    counted: [...before.counted, matchId].slice(-COUNTED_KEPT),
  };
}

function inWords({ boss, strategy, won, lost, fastestMs }: StrategyRecord): string {
  const fastest = fastestMs === null ? '' : `, at the fastest in ${Math.round(fastestMs / 1000)} s`;
  const plain = `Against ${boss} the strategy ${strategy.replaceAll('_', ' ')} won ${won} of ${won + lost}`;
  return `${plain} ${won + lost === 1 ? 'match' : 'matches'}${fastest}.`;
}
