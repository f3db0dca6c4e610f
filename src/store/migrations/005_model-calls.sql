-- Up Migration

-- Every call of the language model, and what budgets are counted from; no text. It outlives its run: what was spent stays
-- spent.
create table model_calls (
  id uuid primary key,
  run_id uuid not null,
  session_id text not null,
  user_id text not null,
  at timestamptz not null default now(),
  purpose text not null,
  model text not null,
  prompt_version text not null,
  -- Null while the call is under way, and where its process died: the figures are then the most it can have come to.
  outcome text,
  input_tokens int not null,
  output_tokens int not null,
  estimated boolean not null default true,
  cost_usd double precision not null,
  duration_ms double precision
);
create index model_calls_by_user on model_calls (user_id, at);
create index model_calls_by_session on model_calls (session_id);

-- Down Migration

drop table model_calls;
