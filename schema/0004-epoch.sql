-- The epoch rises by itself: a log notes the server's identity, and when it finds itself on another one, its
-- positions may name other events than before. README.md beside this file says what counts as another server.

-- Who carries on after a promotion, or after a restore to a point in time, writes a timeline of its own number;
-- a dump restored elsewhere meets another system identifier. The number of the timeline in which this server
-- writes now is in the name of the file that it writes to: the control file learns of it only at the next
-- checkpoint, which may be minutes after a promotion.
create function collegiate.timeline() returns bigint
language sql volatile parallel restricted
return ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::bigint;
comment on function collegiate.timeline() is 'The timeline in which this server writes; an error on a standby, which writes none.';

create function collegiate.system_identifier() returns bigint
language sql volatile parallel safe
return (pg_control_system()).system_identifier;
comment on function collegiate.system_identifier() is 'The number that PostgreSQL gave this cluster, and all copies of its files, when it was made.';

alter table collegiate.log
  add column timeline bigint,
  add column system_identifier bigint;
comment on column collegiate.log.timeline is 'The server''s timeline in which the epoch was last confirmed';
comment on column collegiate.log.system_identifier is 'The server''s system identifier with which the epoch was last confirmed';
update collegiate.log set timeline = collegiate.timeline(), system_identifier = collegiate.system_identifier();
alter table collegiate.log
  alter column timeline set not null,
  alter column system_identifier set not null;

create table collegiate.epoch_change (
  log bigint not null,
  epoch bigint not null,
  raised_at timestamptz not null default clock_timestamp(),
  reason text not null check (reason <> ''),
  primary key (log, epoch)
);
comment on table collegiate.epoch_change is 'When and why a log''s epoch was raised.';
comment on column collegiate.epoch_change.log is 'The log';
comment on column collegiate.epoch_change.epoch is 'The epoch that began';
comment on column collegiate.epoch_change.raised_at is 'When it was raised, by the server''s clock';
comment on column collegiate.epoch_change.reason is 'What was noticed, or what the operator said';
create trigger append_only before update or delete or truncate on collegiate.epoch_change
execute function collegiate.refuse_change();
grant select on collegiate.epoch_change to collegiate_service;

-- Only the epoch of a log may move, and only upwards, and with it the identity in which it was confirmed; its
-- name may be mended.
create or replace function collegiate.keep_log() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.id, new.slug, new.rehearsal, new.genesis, new.created_at)
    is distinct from (old.id, old.slug, old.rehearsal, old.genesis, old.created_at) or new.epoch < old.epoch
  then
    raise exception 'The log is append-only: of collegiate.log only name and epoch may change.'
      using errcode = 'CG010';
  end if;
  if (new.timeline, new.system_identifier) is distinct from (old.timeline, old.system_identifier)
    and new.epoch = old.epoch
  then
    raise exception 'A log comes to another server, or to another timeline, only with a new epoch.'
      using errcode = 'CG010';
  end if;
  return new;
end
$$;
comment on function collegiate.keep_log() is
  'Lets a log''s epoch rise, alone or with the server''s identity, and its name be mended, and nothing else change.';

-- Never below the timeline: two restores of one backup would otherwise both be epoch 2, and what the first
-- gave out would pass for the second's. Whoever promotes gives the next timeline a number that is still free.
create function collegiate.raise_epoch(p_log bigint, p_reason text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_epoch bigint;
begin
  -- The lock of `append`, so that no append stands half in one epoch.
  perform pg_advisory_xact_lock(1131375989, p_log::int);
  update collegiate.log l
  set epoch = greatest(l.epoch + 1, collegiate.timeline()), timeline = collegiate.timeline(),
    system_identifier = collegiate.system_identifier()
  where l.id = p_log returning l.epoch into v_epoch;
  if v_epoch is not null then
    insert into collegiate.epoch_change (log, epoch, reason) values (p_log, v_epoch, p_reason);
  end if;
  return v_epoch;
end
$$;
comment on function collegiate.raise_epoch(bigint, text) is
  'Raises a log''s epoch and returns it, null where there is no such log; for the owner, where a restore left no trace.';

create function collegiate.current_epoch(p_log bigint) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_log collegiate.log;
begin
  select l.* into v_log from collegiate.log l where l.id = p_log;
  -- A standby writes nothing: it shows the epoch that its primary is in, as far as it has followed.
  if not found or pg_is_in_recovery()
    or (v_log.timeline = collegiate.timeline() and v_log.system_identifier = collegiate.system_identifier())
  then
    return v_log.epoch;
  end if;
  perform pg_advisory_xact_lock(1131375989, p_log::int);
  -- Another session may have noticed first, while this one waited for the lock.
  select l.* into v_log from collegiate.log l where l.id = p_log;
  if v_log.timeline = collegiate.timeline() and v_log.system_identifier = collegiate.system_identifier() then
    return v_log.epoch;
  end if;
  return collegiate.raise_epoch(p_log, case
    when v_log.system_identifier = collegiate.system_identifier()
    then format('The server''s timeline was %s and is %s.', v_log.timeline, collegiate.timeline())
    else format('The log came from server %s to server %s.',
      v_log.system_identifier, collegiate.system_identifier()) end);
end
$$;
comment on function collegiate.current_epoch(bigint) is
  'A log''s epoch, raised first where the server is not the one in which it was confirmed; null where there is no such log.';

-- A log begins in the epoch of its server's timeline: one that was lost with a failover and made again under
-- the same name does not repeat the first one's positions.
create or replace function collegiate.create_log(p_slug text, p_name text, p_rehearsal boolean)
returns setof collegiate.log
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  insert into collegiate.log (slug, name, rehearsal, genesis, epoch, timeline, system_identifier)
  values (p_slug, p_name, p_rehearsal, sha256(collegiate.salt() || collegiate.salt() || collegiate.salt()),
    collegiate.timeline(), collegiate.timeline(), collegiate.system_identifier())
  returning *;
end;

revoke all on function collegiate.raise_epoch(bigint, text), collegiate.current_epoch(bigint) from public;
grant execute on function collegiate.current_epoch(bigint) to collegiate_service;
