-- Up Migration

-- What the person who asked thought of the reply of a run, in a word that they may change or take back.
create table feedback (
  run_id uuid primary key references runs (id) on delete cascade,
  rating text not null check (rating in ('up', 'down')),
  created_at timestamptz not null default now()
);

-- Down Migration

drop table feedback;
