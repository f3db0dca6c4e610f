-- Up Migration

create table plan_steps (
  run_id uuid not null references runs on delete cascade,
  step_no int not null,
  session_id text not null,
  revision int not null,
  tool text not null,
  "desc" text not null,
  state text not null default 'pending' check (state in ('pending', 'running', 'done', 'failed', 'skipped')),
  detail json not null,
  created_at timestamptz not null default now(),
  primary key (run_id, step_no)
);

create table tool_calls (
  run_id uuid not null references runs on delete cascade,
  step_no int not null,
  session_id text not null,
  tool text not null,
  service text not null,
  effect text not null,
  args json not null,
  state text not null check (state in ('started', 'done', 'failed')),
  result json,
  error json,
  duration_ms double precision,
  created_at timestamptz not null default now(),
  primary key (run_id, step_no)
);

-- The ledger: the intent is committed before the call, so that a crash is never answered by doing it twice.
create table effects (
  key text primary key,
  run_id uuid not null,
  session_id text not null,
  user_id text not null,
  step_no int not null,
  tool text not null,
  args json not null,
  state text not null check (state in ('intent', 'sent', 'done', 'failed', 'unknown')),
  result json,
  error json,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index effects_by_user on effects (user_id, created_at desc);
create index effects_unsettled on effects (state) where state in ('intent', 'sent', 'unknown');

create table ticket_links (
  id bigint generated always as identity primary key,
  session_id text not null references sessions on delete cascade,
  run_id uuid,
  service text not null,
  ticket_id text not null,
  created_at timestamptz not null default now()
);

-- Down Migration

drop table ticket_links, effects, tool_calls, plan_steps;
