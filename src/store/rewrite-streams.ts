import type { Database } from './database.js';
import { unescapedPartOf, withoutTexts } from './without-texts.js';

/**
 * A reply is streamed in pieces, and words may begin in one and end in the next. Where they do, the first piece holds what is
 * left of the reply and the others nothing: every event keeps its number.
 */
export async function rewriteStreams(db: Database, owner: string, texts: readonly string[]): Promise<void> {
  const { rows } = await db.query<{ run_id: string; said: string }>(
    `select run_id, said from (
       select e.run_id, string_agg(e.event->>'text', '' order by e.seq) as said
       from run_events e join runs on runs.id = e.run_id
       where runs.session_id in (select id from sessions where user_id = $1) and e.event->>'type' = 'text.delta' group by e.run_id
     ) as replies
     where exists (select from unnest($2::text[]) as part where strpos(said, part) > 0)`,
    [owner, texts.map(unescapedPartOf)],
  );
  const cut = rows.flatMap(({ run_id, said }) => {
    const left = withoutTexts(said, texts);
    return left === said ? [] : [{ run_id, left }];
  });
  await db.query(
    `update run_events e
     set event = jsonb_set(e.event::jsonb, '{text}', case when e.seq = first.seq then to_jsonb(x."left") else '""' end)::json
     from unnest($1::uuid[], $2::text[]) as x(run_id, "left"), lateral (
       select min(seq) as seq from run_events where run_id = x.run_id and event->>'type' = 'text.delta'
     ) as first
     where e.run_id = x.run_id and e.event->>'type' = 'text.delta'`,
    [cut.map(({ run_id }) => run_id), cut.map(({ left }) => left)],
  );
}
