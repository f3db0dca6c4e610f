import type { NewMemory } from '../contracts/memory.js';
import { uuidv7 } from '../core/ids.js';

const TYPES = ['uuid', 'text', 'text', 'text', 'text', 'text', 'text', 'real'];

/**
 * The clauses of a `with` that remember the values of `rememberValues`, which begin at parameter `first`, for the one row of
 * `about (owner, run_id, session_id, accepted_no)`. A newer word on a slot ends the older one; what is known already is not kept
 * twice, but was last said now; the owner's version changes with what is new. Of a run that was accepted before the owner had
 * everything forgotten nothing is kept, and its words are erased like those of a memory.
 */
export function rememberClauses(first: number): string {
  const values = TYPES.map((type, index) => `$${first + index}::${type}[]`).join(', ');
  return `said as (
  select x.*, about.owner, about.run_id, about.session_id, about.accepted_no
  from about, unnest(${values}) as x(id, kind, slot, text, words, answers, quote, importance)
), news as (
  select * from said where not exists (
    select from memories m where m.owner = said.owner and m.kind = said.kind and m.ended is null
      -- Of a skill one example is enough.
      and (m.words = string_to_array(said.words, ' ') or (m.kind = 'skill' and m.slot = said.slot)))
), owned as (
  insert into memory_owners (owner, version) select owner, gen_random_uuid() from said group by owner
  on conflict (owner) do update
    set version = case when exists (select from news) then excluded.version else memory_owners.version end
  -- The row as it is now, whatever the statement saw at its beginning.
  returning owner, coalesce(emptied_upto, 0) as emptied_upto
), again as (
  update memories m set valid_from = now() from said join owned using (owner)
  where m.owner = owned.owner and m.kind = said.kind and m.words = string_to_array(said.words, ' ') and m.ended is null
), kept as (
  select news.* from news join owned using (owner) where coalesce(news.accepted_no > owned.emptied_upto, true)
), refused as (
  insert into erasures (owner, texts, upto, everything)
  select news.owner, array_agg(distinct coalesce(news.quote, news.text)), max(news.accepted_no), true
  from news join owned using (owner) where news.accepted_no <= owned.emptied_upto group by news.owner
), older as (
  update memories m set ended = 'superseded', valid_to = now() from kept
  where m.owner = kept.owner and m.slot = kept.slot and m.ended is null
  returning m.id
), remembered as (
  insert into memories (id, owner, kind, slot, text, words, answers, quote, importance, run_id, session_id)
  select id, owner, kind, slot, text, string_to_array(words, ' '), answers, quote, importance, run_id, session_id
  -- Only when the older ones have ended is there room for the newer of a slot.
  from kept, (select count(*) from older) as first
  returning id
)`;
}

/** The eight values of `rememberClauses`. */
export function rememberValues(memories: readonly NewMemory[]): unknown[][] {
  return [
    memories.map(() => uuidv7()),
    memories.map(({ kind }) => kind),
    memories.map(({ slot }) => slot),
    memories.map(({ text }) => text),
    memories.map(({ text }) => wordsOf(text)),
    memories.map(({ answers }) => answers),
    memories.map(({ quote }) => quote),
    memories.map(({ importance }) => importance),
  ];
}

/** The words of a text, in order: what a second telling is known by. */
export function wordsOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text.toLowerCase()]).join(' ');
}
