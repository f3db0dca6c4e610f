-- Up Migration

-- Up to which accepted run an owner had something, or everything, forgotten: what such a run still knows is not written down
-- as a memory when it ends. And how often forgotten words were swept out of the owner's record.
alter table memory_owners
  add column forgotten_upto bigint,
  add column emptied_upto bigint,
  add column sweeps bigint not null default 0;

alter table erasures
  -- The newest run that had been accepted by then.
  add column upto bigint not null default 0,
  add column everything boolean not null default false,
  -- Whether the record was gone through once; the row stays while a run of before may still write the words.
  add column swept boolean not null default false;

-- Down Migration

alter table erasures drop column upto, drop column everything, drop column swept;
alter table memory_owners drop column forgotten_upto, drop column emptied_upto, drop column sweeps;
