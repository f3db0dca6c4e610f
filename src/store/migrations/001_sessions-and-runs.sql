-- Up Migration

create table sessions (
  id text primary key,
  user_id text not null,
  mode text not null,
  -- The checkpoint the next run starts from: set only by a run that ended well, so what a crashed attempt left is ignored.
  checkpoint_id text,
  created_at timestamptz not null default now(),
  last_active_at timestamptz not null default now()
);
create index sessions_by_user on sessions (user_id, last_active_at desc);

-- One row per process; a run whose worker's lease has passed is taken up by another.
create table workers (
  id uuid primary key,
  lease_until timestamptz not null
);

create table runs (
  id uuid primary key,
  accepted_no bigint generated always as identity,
  session_id text not null references sessions on delete cascade,
  user_id text not null,
  mode text not null,
  message text not null,
  -- The message was longer than what is kept of it.
  truncated boolean not null default false,
  status text not null check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- The fencing token: every write of a run names the attempt it was made in.
  attempt int not null default 0,
  worker uuid,
  cancel_reason text,
  checkpoint_id text,
  reply json,
  error json,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create unique index runs_one_running on runs (session_id) where status = 'running';
create index runs_unfinished on runs (accepted_no) where status in ('queued', 'running');
create index runs_by_session on runs (session_id, accepted_no);

create table messages (
  id uuid primary key,
  session_id text not null references sessions on delete cascade,
  run_id uuid references runs on delete cascade,
  -- accepted_no of the run: an answer stands beside its question, whenever it came.
  turn_no bigint not null,
  role text not null check (role in ('user', 'assistant', 'system')),
  content text not null,
  meta json,
  created_at timestamptz not null default now()
);
create index messages_by_session on messages (session_id, turn_no);

create table run_events (
  run_id uuid not null references runs on delete cascade,
  seq int not null,
  -- Names the fact itself, so that a second attempt does not say it twice.
  key text not null,
  event json not null,
  primary key (run_id, seq),
  unique (run_id, key)
);

-- Down Migration

drop table run_events, messages, runs, workers, sessions;
