-- Up Migration

-- Who carries out a write outside any run: where that process is gone, another one settles it.
alter table effects add column worker uuid;

-- Down Migration

alter table effects drop column worker;
