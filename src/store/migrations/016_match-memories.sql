-- Up Migration

-- What a memory of matches counts (`MatchDetails`); null for the others.
alter table memories add column details jsonb;

-- Down Migration

alter table memories drop column details;
