-- Up Migration

-- Words that were forgotten with a memory and may still stand in what the record keeps of its owner; a row is there only until
-- they do not.
create table erasures (
  id uuid primary key default gen_random_uuid(),
  owner text not null,
  texts text[] not null,
  created_at timestamptz not null default now()
);

-- Down Migration

drop table erasures;
