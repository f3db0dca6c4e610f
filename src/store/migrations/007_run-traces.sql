-- Up Migration

-- The W3C traceparent of the request that the run was accepted with: its spans go below it, in whatever process.
alter table runs add column traceparent text;

-- Down Migration

alter table runs drop column traceparent;
