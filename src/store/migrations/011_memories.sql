-- Up Migration

-- What holds about a person. What has ended stays, for its owner to see, and is recalled no more.
create table memories (
  id uuid primary key,
  owner text not null,
  kind text not null check (kind in ('fact', 'preference', 'episode', 'skill', 'match')),
  -- What it is about where only one thing can be so ('name', 'home'): a newer one ends it. Null where several may hold at once.
  slot text,
  text text not null,
  -- Its words that carry meaning, in order: what a second telling is known by.
  words text[] not null,
  -- The turn it answers.
  answers text,
  -- The person's own words that it rests on; null for what was done for them and for what they wrote through the API.
  quote text,
  -- Where it comes from. No references: a memory outlives its conversation.
  run_id uuid,
  session_id text,
  message_id uuid,
  -- Float32, little endian; null until it is embedded. Of what model and dimension it is.
  vector bytea,
  model text,
  importance real not null,
  valid_from timestamptz not null default now(),
  -- From then on it does not hold: known beforehand, or when it ended.
  valid_to timestamptz,
  ended text check (ended in ('superseded', 'expired')),
  last_used_at timestamptz,
  created_at timestamptz not null default now()
);
create index memories_by_owner on memories (owner, created_at);
create unique index memories_one_a_slot on memories (owner, slot) where ended is null and slot is not null;
create index memories_by_model on memories (model) where ended is null;

-- One row for each owner with memories. Whoever writes a memory locks it first, and gives it a new version: what is held in a
-- process is compared with that.
create table memory_owners (
  owner text primary key,
  version uuid not null
);

-- Down Migration

drop table memory_owners, memories;
