-- Up Migration

create table approvals (
  id uuid primary key,
  session_id text not null references sessions on delete cascade,
  user_id text not null,
  run_id uuid not null references runs on delete cascade,
  step_no int not null,
  tool text not null,
  -- Changes when the tool's schema or the policy does: an old yes is no yes to a new tool.
  tool_version text not null,
  args json not null,
  -- The person changed the arguments with their yes.
  edited boolean not null default false,
  args_hash text not null,
  amount json,
  request json not null,
  status text not null check (status in ('pending', 'approved', 'declined')),
  expires_at timestamptz not null,
  -- The checkpoint in which the graph waits for the answer.
  checkpoint_id text,
  answered_at timestamptz,
  answer_run_id uuid references runs on delete set null,
  -- An approval is good for one write.
  used_key text,
  created_at timestamptz not null default now(),
  unique (run_id, step_no)
);
create index approvals_pending on approvals (session_id) where status = 'pending';

alter table runs add column approval_id uuid;
alter table runs add column scopes text[] not null default '{copilot.read,copilot.exec}';
-- Classes and places of what policy took out of the message; never the values.
alter table runs add column findings json;

-- What stands behind the tokens in a session's texts ([email:1]): read by the tool gate and shown to its owner, nowhere else.
create table private_values (
  session_id text not null references sessions on delete cascade,
  token text not null,
  value text not null,
  primary key (session_id, token),
  unique (session_id, value)
);

-- Down Migration

drop table private_values;
alter table runs drop column findings, drop column scopes, drop column approval_id;
drop table approvals;
