// Has game events played that could not be acted on, after what was wrong has been put right:
//   npm run game:replay-dead -- --list
//   npm run game:replay-dead -- [--id ID | --match MATCH] [--url http://127.0.0.1:8016]
// Reads DATABASE_URL. Each letter is sent under a number of its own, so that sending it twice does no harm.
import { parseArgs } from 'node:util';
import pg from 'pg';

const { values } = parseArgs({
  options: {
    list: { type: 'boolean', default: false },
    id: { type: 'string' },
    match: { type: 'string' },
    url: { type: 'string', default: 'http://127.0.0.1:8016' },
  },
});
if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL must name the database of the copilot');
const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
try {
  const { rows } = await client.query(
    `select id, match_id, reason, event, at from game_dead_letters
     where replayed_at is null and ($1::uuid is null or id = $1) and ($2::text is null or match_id = $2) order by at, id`,
    [values.id ?? null, values.match ?? null],
  );
  for (const row of rows) {
    const outcome = values.list ? row.reason : await replay(row);
    console.log(`${row.id}  ${row.at.toISOString()}  ${row.match_id ?? '-'}  ${outcome}`);
  }
  if (rows.length === 0) console.log('There are no such letters.');
} finally {
  await client.end();
}

async function replay({ id, event }) {
  const parsed = tryParse(event);
  if (parsed === undefined) return `left: it is not valid JSON`;
  const response = await fetch(`${values.url}/game/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ events: [{ ...parsed, source: `dead/${id}`, seq: 1 }] }),
  });
  const answer = await response.json();
  if (!response.ok) return `left: ${answer.detail ?? response.status}`;
  const [refused] = answer.refused;
  if (refused !== undefined) return `left: ${refused.field} ${refused.reason}`;
  await client.query('update game_dead_letters set replayed_at = now() where id = $1', [id]);
  return 'sent';
}

function tryParse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
