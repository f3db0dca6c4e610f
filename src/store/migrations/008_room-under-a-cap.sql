-- Up Migration

-- True where a user may make one more write with a tool in 24 hours, or has this one on record. Of several that ask at once,
-- one is answered at a time, and each sees what those before it have written: until its transaction ends the others wait.
create function effects_have_room(for_user text, with_tool text, own_key text, cap int) returns boolean
language plpgsql volatile as $$
begin
  if cap is null then return true; end if;
  perform pg_advisory_xact_lock(hashtextextended(for_user || ' ' || with_tool, 0));
  if exists (select 1 from effects where key = own_key) then return true; end if;
  return cap > (
    select count(*) from effects
    where user_id = for_user and tool = with_tool and state <> 'failed' and created_at > now() - interval '24 hours');
end $$;

-- Down Migration

drop function effects_have_room;
