-- Up Migration

-- Puts a call of the model on record with the most it may come to, unless that would break a limit: gives the limit's name
-- then. Calls of one user are answered one at a time, and each sees those before it. `allowed` are the tokens and the cost
-- of a turn, a session and 24 hours, in this order; zero is no limit.
create function reserve_model_call(
  call_id uuid, of_run uuid, of_session text, of_user text, call_purpose text, call_model text, version text,
  most_input int, most_output int, most_usd float8, allowed float8[]
) returns text
language plpgsql volatile as $$
declare
  broken text;
begin
  perform pg_advisory_xact_lock(8016, hashtext(of_user));
  with spent as (
    select most_input + most_output as tokens, most_usd as usd, true as in_run, true as in_session, true as in_day
    union all
    select input_tokens + output_tokens, cost_usd, run_id = of_run, session_id = of_session,
      user_id = of_user and at > now() - interval '24 hours'
    from model_calls where session_id = of_session or (user_id = of_user and at > now() - interval '24 hours')
  ), total as (
    select sum(tokens) filter (where in_run) as turn_tokens, sum(usd) filter (where in_run) as turn_usd,
      sum(tokens) filter (where in_session) as session_tokens, sum(usd) filter (where in_session) as session_usd,
      sum(tokens) filter (where in_day) as day_tokens, sum(usd) filter (where in_day) as day_usd
    from spent
  )
  select l.name into broken from total, lateral (values
    (1, 'turn_tokens', turn_tokens), (2, 'turn_usd', turn_usd), (3, 'session_tokens', session_tokens),
    (4, 'session_usd', session_usd), (5, 'day_tokens', day_tokens), (6, 'day_usd', day_usd)
  ) as l (place, name, total)
  where allowed[place] > 0 and l.total > allowed[place] order by place limit 1;
  if broken is null then
    insert into model_calls (id, run_id, session_id, user_id, purpose, model, prompt_version, input_tokens, output_tokens,
      cost_usd)
    values (call_id, of_run, of_session, of_user, call_purpose, call_model, version, most_input, most_output, most_usd);
  end if;
  return broken;
end $$;

-- Down Migration

drop function reserve_model_call;
