-- Up Migration

-- The match whose strategist a call was made for.
alter table model_calls add column match_id text;
create index model_calls_by_match on model_calls (match_id) where match_id is not null;

-- As `reserve_model_call`, for a match: whoever plays in it, all calls together come to at most `match_tokens`. Calls of one match are
-- answered one at a time, before those of one user are: always in this order.
create function reserve_match_call(
  call_id uuid, of_run uuid, of_session text, of_user text, call_purpose text, call_model text, version text,
  most_input int, most_output int, most_usd float8, allowed float8[], of_match text, match_tokens float8
) returns text
language plpgsql volatile as $$
declare
  spent float8;
  broken text;
begin
  perform pg_advisory_xact_lock(8018, hashtext(of_match));
  select coalesce(sum(input_tokens + output_tokens), 0) into spent from model_calls where match_id = of_match;
  if spent + most_input + most_output > match_tokens then
    return 'match_tokens';
  end if;
  broken := reserve_model_call(call_id, of_run, of_session, of_user, call_purpose, call_model, version, most_input,
    most_output, most_usd, allowed);
  if broken is null then
    update model_calls set match_id = of_match where id = call_id;
  end if;
  return broken;
end $$;

-- Down Migration

drop function reserve_match_call;
alter table model_calls drop column match_id;
