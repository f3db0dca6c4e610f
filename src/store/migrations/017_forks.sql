-- Up Migration

-- Which run this one forks, up to which event, what is different in it, and where the session stood then; null for any other.
alter table runs add column fork json;
create index runs_by_parent on runs ((fork->>'run_id'), accepted_no) where fork is not null;

-- A fork is no turn of its session: neither waits for the other.
drop index runs_one_running;
create unique index runs_one_running on runs (session_id) where status = 'running' and fork is null;

-- Down Migration

drop index runs_one_running;
create unique index runs_one_running on runs (session_id) where status = 'running';
drop index runs_by_parent;
alter table runs drop column fork;
