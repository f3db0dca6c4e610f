-- Up Migration

create table outbox (
  id bigint generated always as identity primary key,
  event_id uuid not null unique,
  event text not null,
  payload json not null,
  created_at timestamptz not null default now()
);

create table checkpoints (
  thread_id text not null,
  checkpoint_ns text not null,
  checkpoint_id text not null,
  parent_id text,
  checkpoint bytea not null,
  metadata json not null,
  primary key (thread_id, checkpoint_ns, checkpoint_id)
);

create table checkpoint_writes (
  thread_id text not null,
  checkpoint_ns text not null,
  checkpoint_id text not null,
  task_id text not null,
  task_path text not null,
  idx int not null,
  channel text not null,
  type text not null,
  value bytea not null,
  primary key (thread_id, checkpoint_ns, checkpoint_id, task_id, idx)
);

-- Down Migration

drop table checkpoint_writes, checkpoints, outbox;
