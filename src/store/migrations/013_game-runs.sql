-- Up Migration

-- What a run of the strategist is about; null for what a person says. Such runs leave nothing in a session for people.
alter table runs add column game json;
alter table sessions add column source text not null default 'chat';
create index sessions_of_games on sessions (last_active_at) where source = 'game';

-- Down Migration

alter table sessions drop column source;
alter table runs drop column game;
