-- `append` of 0007-lean-append.sql, which looks each stream up once a call. Commands that were decided together have
-- mostly read the same ones, and looking them up again for each was an eighth of what a call took. Whether anything
-- stands against a call is asked at once, and only where something does, what. What it promises and answers is the same.

-- One call carries many commands, each with its own answer. Arrays that begin with the same letter are the
-- columns of one table: c the commands, x the versions that they expect of the streams they write or have read,
-- g their guards (a row per type of event), e their events. `*_command` counts the commands from 1.
--
-- In the statements that write, PostgreSQL unfolds an array argument once, and an element is then found at no cost:
-- `from generate_series` with subscripts spares what `unnest` of many arrays sets up for each of them.
create or replace function collegiate.append(
  p_log bigint, p_epoch bigint, p_recorded_at timestamptz,
  c_id uuid[], c_request bytea[], c_actor text[], c_acting_for text[], c_role text[], c_correlation text[],
  c_causation bigint[],
  x_command bigint[], x_stream text[], x_version bigint[],
  g_command bigint[], g_after bigint[], g_type text[], g_programme text[], g_lea text[], g_cycle text[],
  e_command bigint[], e_stream text[], e_type text[], e_schema_version bigint[], e_occurred_at timestamptz[],
  e_precision text[], e_visibility text[], e_programme text[], e_lea text[], e_cycle text[], e_corrects bigint[],
  e_payload text[])
returns setof collegiate.answer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
-- One plan for every log: planning each time would cost more than the append itself.
set plan_cache_mode = force_generic_plan
-- That plan may be made while a log is new, and must still do when it is long: by index, whatever the
-- statistics say.
set enable_seqscan = off set enable_bitmapscan = off
as $$
declare
  v_epoch bigint;
  v_rehearsal boolean;
  v_number bigint;  -- of the commit that is made
  v_head bigint;  -- position of the log's last event before it
  v_before timestamptz;  -- when the commit before it was recorded
  v_hash bytea;  -- what it is chained to
  v_confirmed boolean;  -- whether the log knows this server
  v_now timestamptz;
  v_answer collegiate.answer;
  v_settled bigint[] := '{}';  -- commands that have their answer
  v_meet boolean;  -- whether one may write what another expects
  v_moved boolean;  -- whether a stream stands elsewhere than one expects
  v_all boolean;  -- whether there are none, as mostly, and every event is written
  v_places bigint[];  -- where in `e` the events that are written stand, where that is not all of them
  v_commands bigint[] := e_command;  -- the command of each event that is written
  v_leaves bytea;
  v_seed bytea := collegiate.salt() || collegiate.salt();  -- kept nowhere: no salt tells another
begin
  -- Under REPEATABLE READ the snapshot could be older than the lock, and miss what was committed before it.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'An append needs READ COMMITTED, not %.', upper(current_setting('transaction_isolation'))
      using errcode = 'CG001';
  end if;
  for n in 2 .. cardinality(e_command) loop
    if (e_command[n] >= e_command[n - 1]) is not true then
      raise exception 'Event % belongs to an earlier command than the one before it.', n using errcode = 'CG004';
    end if;
  end loop;

  -- One writer at a time per log. A statement of its own: the snapshots of those that follow are newer than
  -- the lock, so they see all that was committed before it. The first number keeps apart other uses of locks.
  perform pg_advisory_xact_lock(1131375989, p_log::int);

  select l.epoch, l.rehearsal, coalesce(c.number, 0) + 1, coalesce(c.last_position, 0), c.recorded_at,
    coalesce(c.hash, collegiate.opening(l.genesis, l.slug, l.rehearsal)),
    not pg_is_in_recovery()
      and l.timeline = collegiate.timeline() and l.system_identifier = collegiate.system_identifier()
  into v_epoch, v_rehearsal, v_number, v_head, v_before, v_hash, v_confirmed
  from collegiate.log l
  left join lateral (
    select * from collegiate.commit c where c.log = l.id order by c.number desc limit 1) as c on true
  where l.id = p_log;
  if not found then
    raise exception 'There is no log %.', p_log using errcode = 'CG002';
  end if;
  if not v_confirmed then
    v_epoch := collegiate.current_epoch(p_log);
  end if;
  v_now := greatest(v_before, clock_timestamp());

  -- Known commands get their first result. With its salt redacted a request can no longer be compared.
  if exists (
    select from unnest(c_id) as id
    cross join lateral (select from collegiate.receipt r where r.log = p_log and r.command = id limit 1) as r)
  then
    for v_answer in
      select n, case when same then 'replayed' else 'reused' end, case when same then r.commit end,
        case when same then r.first_position end, case when same then r.last_position end,
        case when same then h.recorded_at end, case when same then r.actor end,
        case when same then r.acting_for end, case when same then r.role end
      from generate_series(1, cardinality(c_id)) as n
      cross join lateral (
        select r.*, r.actor = c_actor[n] and (r.salt is null or r.digest = sha256(r.salt || c_request[n])) as same
        from collegiate.receipt r where r.log = p_log and r.command = c_id[n] limit 1) as r
      cross join lateral (
        select h.recorded_at from collegiate.commit h where h.log = p_log and h.number = r.commit limit 1) as h
    loop
      v_settled := v_settled || v_answer.command;
      return next v_answer;
    end loop;
  end if;
  if cardinality(v_settled) = cardinality(c_id) then
    return;
  end if;

  if v_epoch <> p_epoch then
    for v_answer in
      select n, 'epoch', null, null, null, null, null, null, null, null, p_epoch, null, v_epoch
      from generate_series(1, cardinality(c_id)) as n where n <> all (v_settled)
    loop
      return next v_answer;
    end loop;
    return;
  end if;

  if p_recorded_at is not null then
    if not v_rehearsal then
      raise exception 'Only a rehearsal runs on a simulated clock.' using errcode = 'CG003';
    elsif p_recorded_at < v_before then
      raise exception 'The rehearsal''s clock stands at %; it does not go back to %.', v_before, p_recorded_at
        using errcode = 'CG003';
    end if;
    v_now := p_recorded_at;
  end if;

  -- Who writes a stream expects it too, so one that is written and expected once is one command's alone.
  select bool_or(x.times > 1 and x.stream = any (e_stream)),
    bool_or(coalesce(h.version, 0) <> x.lowest or coalesce(h.version, 0) <> x.highest)
  into v_meet, v_moved
  from (
    select x.stream collate "C" as stream, count(*) as times, min(x.version) as lowest, max(x.version) as highest
    from unnest(x_stream, x_version) as x (stream, version) group by 1) as x
  left join lateral (
    select e.version from collegiate.event e
    where e.log = p_log and e.stream = x.stream order by e.version desc limit 1) as h on true;

  -- A command waits for a later call if one before it in this call has its id, or may write what it reads or guards.
  if v_meet or (select count(distinct id) from unnest(c_id) as id) < cardinality(c_id)
  then
    for v_answer in
      select n as command, 'deferred'
      from generate_series(1, cardinality(c_id)) as n
      where array_position(c_id, c_id[n]) < n and n <> all (v_settled)
      union
      select x_command[x.n], 'deferred'
      from generate_series(1, cardinality(x_command)) as x (n)
      join generate_series(1, cardinality(e_command)) as e (n) on e_stream[e.n] = x_stream[x.n]
      where e_command[e.n] < x_command[x.n] and x_command[x.n] <> all (v_settled)
    loop
      v_settled := v_settled || v_answer.command;
      return next v_answer;
    end loop;
  end if;
  if cardinality(c_id) > 1 and cardinality(g_command) > 0 then
    for v_answer in
      select distinct g.command, 'deferred'
      from unnest(g_command, g_type, g_programme, g_lea, g_cycle) as g (command, type, programme, lea, cycle)
      join unnest(e_command, e_type, e_programme, e_lea, e_cycle) as e (command, type, programme, lea, cycle)
        on e.type = g.type
      where g.command > e.command
        and (g.programme is null or e.programme = g.programme)
        and (g.lea is null or e.lea = g.lea)
        and (g.cycle is null or e.cycle = g.cycle)
        and g.command <> all (v_settled)
    loop
      v_settled := v_settled || v_answer.command;
      return next v_answer;
    end loop;
  end if;

  -- Each stream that was written or read for the decision must stand where it stood.
  if v_moved then
    for v_answer in
      select x_command[n], 'conflict', null, null, null, null, null, null, null,
        x_stream[n], x_version[n], null, coalesce(h.version, 0)
      from generate_series(1, cardinality(x_command)) as n
      left join lateral (
        select e.version from collegiate.event e
        where e.log = p_log and e.stream = x_stream[n] order by e.version desc limit 1) as h on true
      where coalesce(h.version, 0) <> x_version[n] and x_command[n] <> all (v_settled)
    loop
      v_settled := v_settled || v_answer.command;
      return next v_answer;
    end loop;
  end if;

  -- No event of a guarded type has happened within its scope since the facts were read.
  if cardinality(g_command) > 0 then
    for v_answer in
      select g.command, 'conflict', null, null, null, null, null, null, null, null, null, g.n, hit.position
      from unnest(g_command, g_after, g_type, g_programme, g_lea, g_cycle) with ordinality
        as g (command, after, type, programme, lea, cycle, n)
      cross join lateral (
        select e.position from collegiate.event e
        where e.log = p_log and e.type = g.type and e.position > g.after
          and (g.programme is null or e.programme = g.programme)
          and (g.lea is null or e.lea = g.lea)
          and (g.cycle is null or e.cycle = g.cycle)
        order by e.position limit 1) as hit
      where g.command <> all (v_settled)
    loop
      v_settled := v_settled || v_answer.command;
      return next v_answer;
    end loop;
  end if;

  v_all := cardinality(v_settled) = 0;
  if not v_all then
    if (select count(distinct n) from unnest(v_settled) as n) = cardinality(c_id) then
      return;
    end if;
    v_places := array(
      select n from generate_series(1, cardinality(e_command)) as n where e_command[n] <> all (v_settled) order by n);
    v_commands := array(select e_command[n] from unnest(v_places) with ordinality as p (n, place) order by place);
  end if;

  -- A stream that was written without a version expected of it gets version null, which the table refuses.
  -- `offset 0` keeps what stands above it from computing again what stands below.
  with written as (
    insert into collegiate.event (log, position, version, stream, type, schema_version, occurred_at,
      occurred_precision, visibility, programme, lea, cycle, corrects_position, command, digest, leaf, salt,
      payload)
    select p_log, d.position, d.version, d.stream, d.type, d.schema_version, d.occurred_at,
      d.occurred_precision, d.visibility, d.programme, d.lea, d.cycle, d.corrects, d.command, d.digest,
      sha256(collegiate.packed(
        '\x6576656e74', int8send(d.position), collegiate.utf8(d.stream), int8send(d.version),
        collegiate.utf8(d.type), int8send(d.schema_version), timestamptz_send(d.occurred_at),
        collegiate.utf8(d.occurred_precision), collegiate.utf8(d.visibility), collegiate.utf8(d.programme),
        collegiate.utf8(d.lea), collegiate.utf8(d.cycle), int8send(d.corrects), uuid_send(d.command),
        d.digest)),
      d.salt, d.payload
    from (
      select i.*, sha256(i.salt || collegiate.utf8(i.payload)) as digest
      from (
        select v_head + coalesce(array_position(v_places, e.n), e.n) as position,
          x_version[x.n] + row_number() over (partition by x.n order by e.n) as version,
          e_stream[e.n] as stream, e_type[e.n] as type, e_schema_version[e.n] as schema_version,
          coalesce(e_occurred_at[e.n], v_now) as occurred_at, e_precision[e.n] as occurred_precision,
          e_visibility[e.n] as visibility, e_programme[e.n] as programme, e_lea[e.n] as lea,
          e_cycle[e.n] as cycle, e_corrects[e.n] as corrects, c_id[e_command[e.n]] as command,
          e_payload[e.n] as payload, substr(sha256(v_seed || int8send(e.n)), 1, 16) as salt
        from generate_series(1, cardinality(e_command)::bigint) as e (n)
        left join generate_series(1, cardinality(x_command)) as x (n)
          on x_command[x.n] = e_command[e.n] and x_stream[x.n] = e_stream[e.n]
        where v_all or e.n = any (v_places) offset 0) as i
      offset 0) as d
    returning position, leaf
  )
  select coalesce(string_agg(w.leaf, ''::bytea order by w.position), ''::bytea) into v_leaves from written w;

  -- The receipts, and the commit that closes over both; an event's leaf is 32 bytes. How many of the events that
  -- are written belong to commands up to the n-th, `width_bucket` counts.
  return query
  with digested as materialized (
    select i.*, sha256(i.salt || c_request[i.n]) as digest
    from (
      select n, case when n = any (v_commands) then v_head + width_bucket(n - 1, v_commands) + 1 end as first_position,
        case when n = any (v_commands) then v_head + width_bucket(n, v_commands) end as last_position,
        substr(sha256(v_seed || int8send(-n)), 1, 16) as salt
      from generate_series(1, cardinality(c_id)::bigint) as n
      where v_all or n <> all (v_settled) offset 0) as i
  ), written as (
    insert into collegiate.receipt (log, command, commit, first_position, last_position, actor, acting_for, role,
      correlation, causation_position, digest, salt)
    select p_log, c_id[d.n], v_number, d.first_position, d.last_position, c_actor[d.n], c_acting_for[d.n],
      c_role[d.n], c_correlation[d.n], c_causation[d.n], d.digest, d.salt
    from digested d
  ), closed as (
    insert into collegiate.commit (log, number, first_position, last_position, recorded_at, hash)
    select p_log, v_number, v_head + 1, v_head + octet_length(v_leaves) / 32, v_now,
      sha256(collegiate.packed(
        '\x636f6d6d6974', v_hash, int8send(v_number), int8send(v_head + 1),
        int8send(v_head + octet_length(v_leaves) / 32), timestamptz_send(v_now), sha256(v_leaves),
        sha256(string_agg(sha256(collegiate.packed(
          '\x72656365697074', uuid_send(c_id[d.n]), int8send(d.first_position), int8send(d.last_position),
          collegiate.utf8(c_actor[d.n]), collegiate.utf8(c_acting_for[d.n]), collegiate.utf8(c_role[d.n]),
          collegiate.utf8(c_correlation[d.n]), int8send(c_causation[d.n]), d.digest)),
          ''::bytea order by c_id[d.n]))))
    from digested d
    having count(*) > 0  -- a call in which all is settled makes no commit
  )
  select d.n, 'appended', v_number, d.first_position, d.last_position, v_now,
    c_actor[d.n], c_acting_for[d.n], c_role[d.n], null::text, null::bigint, null::bigint, null::bigint
  from digested d;
end
$$;
comment on function collegiate.append is
  'Carries out commands in one commit; their events come in the order of the commands. Outcomes: appended; replayed '
  '(known id, same person and request: its first result); reused (known id otherwise); conflict (a row per stream '
  'that stands elsewhere, or per guard that an event has hit); epoch (the log is in another than the commands were '
  'decided in); deferred (an earlier command of the call may write what it reads: send it again).';
