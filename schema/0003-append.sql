-- The two doors of the log: `create_log` and `append`. They run as their owner, with a pinned search path;
-- the service may execute them and has no right of its own to write history.

-- Columns as they are hashed: each preceded by its length in four bytes, -1 for null. PostgreSQL's binary form
-- of a bytea[] is just that behind a header of 20 bytes, and far cheaper than some forty concatenations.
create function collegiate.packed(variadic columns bytea[]) returns bytea
language sql stable parallel safe
return substr(array_send(columns), 21);
comment on function collegiate.packed(bytea[]) is 'Columns in the form in which they are hashed; schema/README.md defines it.';

create function collegiate.utf8(value text) returns bytea
language sql stable parallel safe
return convert_to(value, 'UTF8');
comment on function collegiate.utf8(text) is 'A text''s bytes in UTF-8, whatever the client''s encoding.';

-- 122 bits of these 16 bytes are random; PostgreSQL without extensions has no more direct source.
create function collegiate.salt() returns bytea
language sql volatile parallel safe
return uuid_send(gen_random_uuid());
comment on function collegiate.salt() is '16 bytes that nobody can guess.';

-- What the first commit's hash is chained to. Slug and rehearsal are in it, so that a rehearsal with its
-- simulated clock cannot be passed off as a real log.
create function collegiate.opening(genesis bytea, slug text, rehearsal boolean) returns bytea
language sql stable parallel safe
return sha256(collegiate.packed(
  'log', genesis, collegiate.utf8(slug), case when rehearsal then '\x01'::bytea else '\x00'::bytea end));
comment on function collegiate.opening(bytea, text, boolean) is 'The hash of a log that has no commit yet.';

create function collegiate.create_log(p_slug text, p_name text, p_rehearsal boolean)
returns setof collegiate.log
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  insert into collegiate.log (slug, name, rehearsal, genesis)
  values (p_slug, p_name, p_rehearsal, sha256(collegiate.salt() || collegiate.salt() || collegiate.salt()))
  returning *;
end;
comment on function collegiate.create_log(text, text, boolean) is 'Makes the empty log of a consortium.';

-- What a command gets for an answer; a conflict may give several.
create type collegiate.answer as (
  command bigint, outcome text,
  commit bigint, first_position bigint, last_position bigint, recorded_at timestamptz,
  actor text, acting_for text, role text,
  stream text, expected bigint, guard bigint, found bigint
);
comment on type collegiate.answer is 'One row of what append answers; its comment explains the outcomes.';

-- One call carries many commands, each with its own answer. Arrays that begin with the same letter are the
-- columns of one table: c the commands, x the versions that they expect of the streams they write or have read,
-- g their guards (a row per type of event), e their events. `*_command` counts the commands from 1.
create function collegiate.append(
  p_log bigint, p_recorded_at timestamptz,
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
  v_log collegiate.log;
  v_last collegiate.commit;
  v_now timestamptz;
  v_head bigint;
  v_leaves bytea;
  v_answer collegiate.answer;
  v_known record;
  v_settled bigint[] := '{}';  -- commands that have their answer
  v_new bigint[];  -- commands that are written
begin
  -- Under REPEATABLE READ the snapshot could be older than the lock, and miss what was committed before it.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'An append needs READ COMMITTED, not %.', upper(current_setting('transaction_isolation'))
      using errcode = 'CG001';
  end if;

  -- One writer at a time per log. A statement of its own: the snapshots of those that follow are newer than
  -- the lock, so they see all that was committed before it. The first number keeps apart other uses of locks.
  perform pg_advisory_xact_lock(1131375989, p_log::int);

  select l.* into v_log from collegiate.log l where l.id = p_log;
  if not found then
    raise exception 'There is no log %.', p_log using errcode = 'CG002';
  end if;
  select c.* into v_last from collegiate.commit c where c.log = p_log order by c.number desc limit 1;
  v_head := coalesce(v_last.last_position, 0);
  v_now := greatest(v_last.recorded_at, clock_timestamp());

  -- Known commands get their first result. With its salt redacted a request can no longer be compared.
  for v_known in
    select c.n, r.*, h.recorded_at,
      r.actor = c.actor and (r.salt is null or r.digest = sha256(r.salt || c.request)) as same
    from unnest(c_id, c_request, c_actor) with ordinality as c (id, request, actor, n)
    cross join lateral (
      select * from collegiate.receipt r where r.log = p_log and r.command = c.id limit 1) as r
    cross join lateral (
      select h.recorded_at from collegiate.commit h where h.log = p_log and h.number = r.commit limit 1) as h
  loop
    v_settled := v_settled || v_known.n;
    v_answer := row(v_known.n, 'reused', null, null, null, null, null, null, null, null, null, null, null);
    if v_known.same then
      v_answer := row(v_known.n, 'replayed', v_known.commit, v_known.first_position, v_known.last_position,
        v_known.recorded_at, v_known.actor, v_known.acting_for, v_known.role, null, null, null, null);
    end if;
    return next v_answer;
  end loop;
  if cardinality(v_settled) = cardinality(c_id) then
    return;
  end if;

  if p_recorded_at is not null then
    if not v_log.rehearsal then
      raise exception 'Only a rehearsal runs on a simulated clock.' using errcode = 'CG003';
    elsif p_recorded_at < v_last.recorded_at then
      raise exception 'The rehearsal''s clock stands at %; it does not go back to %.',
        v_last.recorded_at, p_recorded_at using errcode = 'CG003';
    end if;
    v_now := p_recorded_at;
  end if;

  -- A command waits for a later call if one before it in this call may write what it reads or guards.
  if cardinality(c_id) > 1 then
    for v_answer in
      select distinct late.command, 'deferred' from (
        select c.n as command
        from (
          select c.n, min(c.n) over (partition by c.id) as first
          from unnest(c_id) with ordinality as c (id, n)) as c
        where c.n > c.first
        union all
        select x.command
        from unnest(x_command, x_stream) as x (command, stream)
        join (
          select e.stream, min(e.command) as first from unnest(e_command, e_stream) as e (command, stream)
          group by e.stream) as e on e.stream = x.stream
        where x.command > e.first
        union all
        select g.command
        from unnest(g_command, g_type, g_programme, g_lea, g_cycle) as g (command, type, programme, lea, cycle)
        join unnest(e_command, e_type, e_programme, e_lea, e_cycle) as e (command, type, programme, lea, cycle)
          on e.type = g.type
        where g.command > e.command
          and (g.programme is null or e.programme = g.programme)
          and (g.lea is null or e.lea = g.lea)
          and (g.cycle is null or e.cycle = g.cycle)) as late
      where late.command <> all (v_settled)
    loop
      v_settled := v_settled || v_answer.command;
      return next v_answer;
    end loop;
  end if;

  -- Each stream that was written or read for the decision must stand where it stood.
  for v_answer in
    select x.command, 'conflict', null, null, null, null, null, null, null,
      x.stream, x.version, null, coalesce(h.version, 0)
    from unnest(x_command, x_stream, x_version) as x (command, stream, version)
    left join lateral (
      select e.version from collegiate.event e
      where e.log = p_log and e.stream = x.stream order by e.version desc limit 1) as h on true
    where coalesce(h.version, 0) <> x.version and x.command <> all (v_settled)
  loop
    v_settled := v_settled || v_answer.command;
    return next v_answer;
  end loop;

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

  v_new := array(select n from generate_series(1, cardinality(c_id)) as n where n <> all (v_settled));
  if cardinality(v_new) = 0 then
    return;
  end if;

  -- A stream that was written without a version expected of it gets version null, which the table refuses.
  with incoming as materialized (
    select v_head + row_number() over (order by e.command, e.n) as position,
      x.version + row_number() over (partition by e.command, e.stream order by e.n) as version,
      e.stream, e.type, e.schema_version, coalesce(e.occurred_at, v_now) as occurred_at, e.occurred_precision,
      e.visibility, e.programme, e.lea, e.cycle, e.corrects, c_id[e.command] as command, e.payload,
      collegiate.salt() as salt
    from unnest(e_command, e_stream, e_type, e_schema_version, e_occurred_at, e_precision, e_visibility,
        e_programme, e_lea, e_cycle, e_corrects, e_payload) with ordinality
      as e (command, stream, type, schema_version, occurred_at, occurred_precision, visibility,
        programme, lea, cycle, corrects, payload, n)
    left join unnest(x_command, x_stream, x_version) as x (command, stream, version)
      on x.command = e.command and x.stream = e.stream
    where e.command = any (v_new)
  ), digested as materialized (
    select i.*, sha256(i.salt || collegiate.utf8(i.payload)) as digest from incoming i
  ), leaved as materialized (
    select d.*, sha256(collegiate.packed(
        '\x6576656e74', int8send(d.position), collegiate.utf8(d.stream), int8send(d.version),
        collegiate.utf8(d.type), int8send(d.schema_version), timestamptz_send(d.occurred_at),
        collegiate.utf8(d.occurred_precision), collegiate.utf8(d.visibility), collegiate.utf8(d.programme),
        collegiate.utf8(d.lea), collegiate.utf8(d.cycle), int8send(d.corrects), uuid_send(d.command),
        d.digest)) as leaf
    from digested d
  ), written as (
    insert into collegiate.event (log, position, version, stream, type, schema_version, occurred_at,
      occurred_precision, visibility, programme, lea, cycle, corrects_position, command, digest, leaf, salt,
      payload)
    select p_log, l.position, l.version, l.stream, l.type, l.schema_version, l.occurred_at,
      l.occurred_precision, l.visibility, l.programme, l.lea, l.cycle, l.corrects, l.command, l.digest, l.leaf,
      l.salt, l.payload
    from leaved l
  )
  select coalesce(string_agg(l.leaf, ''::bytea order by l.position), ''::bytea) into v_leaves from leaved l;

  -- The receipts, and the commit that closes over both; an event's leaf is 32 bytes.
  return query
  with spans as (
    select e.command, v_head + min(e.at) as first_position, v_head + max(e.at) as last_position
    from (
      select e.command, row_number() over (order by e.command) as at
      from unnest(e_command) as e (command) where e.command = any (v_new)) as e
    group by e.command
  ), incoming as materialized (
    select c.*, s.first_position, s.last_position, collegiate.salt() as salt
    from unnest(c_id, c_request, c_actor, c_acting_for, c_role, c_correlation, c_causation) with ordinality
      as c (id, request, actor, acting_for, role, correlation, causation, n)
    left join spans s on s.command = c.n
    where c.n = any (v_new)
  ), digested as materialized (
    select i.*, sha256(i.salt || i.request) as digest from incoming i
  ), written as (
    insert into collegiate.receipt (log, command, commit, first_position, last_position, actor, acting_for, role,
      correlation, causation_position, digest, salt)
    select p_log, d.id, coalesce(v_last.number, 0) + 1, d.first_position, d.last_position, d.actor, d.acting_for,
      d.role, d.correlation, d.causation, d.digest, d.salt
    from digested d
  ), closed as (
    insert into collegiate.commit (log, number, first_position, last_position, recorded_at, hash)
    select p_log, coalesce(v_last.number, 0) + 1, v_head + 1, v_head + octet_length(v_leaves) / 32, v_now,
      sha256(collegiate.packed(
        '\x636f6d6d6974', coalesce(v_last.hash, collegiate.opening(v_log.genesis, v_log.slug, v_log.rehearsal)),
        int8send(coalesce(v_last.number, 0) + 1), int8send(v_head + 1),
        int8send(v_head + octet_length(v_leaves) / 32), timestamptz_send(v_now), sha256(v_leaves),
        sha256(string_agg(sha256(collegiate.packed(
          '\x72656365697074', uuid_send(d.id), int8send(d.first_position), int8send(d.last_position),
          collegiate.utf8(d.actor), collegiate.utf8(d.acting_for), collegiate.utf8(d.role),
          collegiate.utf8(d.correlation), int8send(d.causation), d.digest)), ''::bytea order by d.id))))
    from digested d
  )
  select d.n, 'appended', coalesce(v_last.number, 0) + 1, d.first_position, d.last_position, v_now,
    d.actor, d.acting_for, d.role, null::text, null::bigint, null::bigint, null::bigint
  from digested d;
end
$$;
comment on function collegiate.append is
  'Carries out commands in one commit. Outcomes: appended; replayed (known id, same person and request: its first '
  'result); reused (known id otherwise); conflict (a row per stream that stands elsewhere, or per guard that an '
  'event has hit); deferred (an earlier command of the call may write what it reads: send it again).';

revoke all on function collegiate.create_log(text, text, boolean), collegiate.append from public;
grant execute on function collegiate.create_log(text, text, boolean), collegiate.append to collegiate_service;
