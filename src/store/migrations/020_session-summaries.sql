-- Up Migration

-- What a longer session was about, up to a turn; what came after it is told as it is. Made from the messages, and thrown away
-- where words in them are forgotten.
create table session_summaries (
  session_id text primary key references sessions (id) on delete cascade,
  text text not null,
  -- accepted_no of the last turn that it covers, and how many messages up to there.
  upto bigint not null,
  messages int not null,
  updated_at timestamptz not null default now()
);

-- Down Migration

drop table session_summaries;
