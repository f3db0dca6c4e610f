-- Up Migration

-- A rehearsal: whoever takes the run up, after a crash too, changes nothing.
alter table runs add column dry_run boolean not null default false;

-- Down Migration

alter table runs drop column dry_run;
