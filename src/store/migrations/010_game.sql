-- Up Migration

-- Who plays which matches: one process a shard. The token is the fence: what is written under an older one is not written.
create table game_shards (
  shard int primary key,
  owner uuid,
  token bigint not null default 0,
  -- Tells this log from one that another database held.
  epoch uuid not null default gen_random_uuid(),
  lease_until timestamptz not null default '-infinity',
  -- The last entry of the log, and the last one whose actions have left.
  log_no bigint not null default 0,
  published_no bigint not null default 0
);

create table game_players_at_work (
  id uuid primary key,
  lease_until timestamptz not null
);

-- The inputs of a shard's matches in the order in which they had their effect, from the oldest snapshot still needed on.
create table game_log (
  shard int not null,
  no bigint not null,
  inputs text not null,
  primary key (shard, no)
);
-- It is written once, read after a crash only and soon deleted: compressing it would cost more than it saves.
alter table game_log alter column inputs set storage external;

create table game_matches (
  match_id text primary key,
  shard int not null,
  -- All entries of the log up to this one are in the snapshot.
  snapshot_no bigint not null,
  snapshot text,
  outcome text,
  started_at timestamptz not null default now(),
  last_event_at timestamptz not null default now()
);
create index game_matches_by_age on game_matches (last_event_at);

-- What the Player ASI of each player shows of a match, as of the snapshot.
create table game_minds (
  player text not null,
  match_id text not null references game_matches on delete cascade,
  view text,
  primary key (player, match_id)
);
create index game_minds_by_match on game_minds (match_id);

create table game_actions (
  match_id text not null,
  n int not null,
  player text not null,
  shard int not null,
  log_no bigint not null,
  action text not null,
  primary key (match_id, n)
);
create index game_actions_by_entry on game_actions (shard, log_no);

create table game_plan_steps (
  plan_id text not null,
  step_no int not null,
  match_id text not null,
  player text not null,
  goal text not null,
  -- Why the plan was made, or what it replaced the last one for.
  cause text not null,
  t_game double precision not null,
  step text not null,
  primary key (match_id, plan_id, step_no)
);

-- Events that were not acted on, for a person to look at and to have played again.
create table game_dead_letters (
  id uuid primary key,
  match_id text,
  reason text not null,
  -- Without secrets, and cut.
  event text not null,
  at timestamptz not null default now(),
  replayed_at timestamptz
);
create index game_dead_letters_waiting on game_dead_letters (at) where replayed_at is null;

-- Down Migration

drop table game_dead_letters, game_plan_steps, game_actions, game_minds, game_matches, game_log, game_players_at_work, game_shards;
