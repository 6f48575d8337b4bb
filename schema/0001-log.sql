-- The log: one append-only history per consortium. README.md beside this file says what is promised, and
-- defines byte by byte what is hashed.

do $$
begin
  if current_setting('server_encoding') <> 'UTF8' then
    raise exception 'Collegiate needs a database in UTF8; this one is in %.', current_setting('server_encoding');
  end if;
end
$$;

-- Roles belong to the whole server, so another database may have made it already, or be making it now.
do $$
begin
  create role collegiate_service nologin;
exception when duplicate_object or unique_violation then
  null;
end
$$;

-- A superuser may take any role; anybody else takes only what was granted.
do $$
begin
  if not pg_has_role(session_user, 'collegiate_service', 'member') then
    execute format('grant collegiate_service to %I', session_user);
  end if;
end
$$;

create schema collegiate;
comment on schema collegiate is 'The log, who follows it, and who may come in. History is written by functions alone.';
grant usage on schema collegiate to collegiate_service;
-- So that the service can tell, before it starts, whether the schema is the one that it knows.
grant select on schema_migration to collegiate_service;

create schema reporting authorization collegiate_service;
comment on schema reporting is 'The views that follow the log. Everything in it can be rebuilt from the log.';

-- No foreign key points into the log: `append` is its only writer, and a key would cost a look-up per row.

create table collegiate.log (
  id bigint generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9.-]{0,62}$'),
  name text not null check (name <> ''),
  rehearsal boolean not null,
  genesis bytea not null check (octet_length(genesis) = 32),
  epoch bigint not null default 1 check (epoch > 0),
  created_at timestamptz not null default clock_timestamp()
);
comment on table collegiate.log is 'One consortium''s log.';
comment on column collegiate.log.id is 'Number of the log on this server';
comment on column collegiate.log.slug is 'The consortium in addresses; never changes, since the chain starts from it';
comment on column collegiate.log.name is 'The consortium''s name';
comment on column collegiate.log.rehearsal is 'Whether it may run on a simulated clock; never changes, since the chain starts from it';
comment on column collegiate.log.genesis is '32 random bytes from which the chain starts, so that no two logs share a hash';
comment on column collegiate.log.epoch is 'Raised after a restore or a failover: positions seen before may then name other events';
comment on column collegiate.log.created_at is 'When the log was made, by the server''s clock';

create table collegiate.commit (
  log bigint not null,
  number bigint not null check (number > 0),
  first_position bigint not null,
  last_position bigint not null,
  recorded_at timestamptz not null,
  hash bytea not null,
  primary key (log, number),
  check (last_position >= first_position - 1)
);
-- What the log held at a moment.
create index commit_recorded_at on collegiate.commit (log, recorded_at, number);
comment on table collegiate.commit is 'One transaction of appends, and one link of the hash chain.';
comment on column collegiate.commit.log is 'The log';
comment on column collegiate.commit.number is '1, 2, 3, … within the log';
comment on column collegiate.commit.first_position is 'Position of its first event; one more than last_position where it holds none';
comment on column collegiate.commit.last_position is 'The log''s head after it';
comment on column collegiate.commit.recorded_at is 'When it was recorded; never goes back within a log';
comment on column collegiate.commit.hash is 'SHA-256 over the hash before it and all that it holds';

create table collegiate.receipt (
  log bigint not null,
  command uuid not null,
  commit bigint not null,
  first_position bigint,
  last_position bigint check (last_position >= first_position),
  actor text not null,
  acting_for text not null,
  role text not null,
  correlation text,
  causation_position bigint,
  digest bytea not null,
  salt bytea,
  primary key (log, command)
);
create index receipt_commit on collegiate.receipt (log, commit);
comment on table collegiate.receipt is 'One command that was accepted, so that it is never carried out twice.';
comment on column collegiate.receipt.log is 'The log';
comment on column collegiate.receipt.command is 'The command''s id, the client''s Idempotency-Key where it sent one';
comment on column collegiate.receipt.commit is 'Number of the commit that accepted it';
comment on column collegiate.receipt.first_position is 'Position of its first event; null where the wish already held';
comment on column collegiate.receipt.last_position is 'Position of its last event; null where the wish already held';
comment on column collegiate.receipt.actor is 'The person who gave it';
comment on column collegiate.receipt.acting_for is 'The organisation for which the person acted';
comment on column collegiate.receipt.role is 'The role in which it was given';
comment on column collegiate.receipt.correlation is 'What the client ties its requests together with';
comment on column collegiate.receipt.causation_position is 'Position of the event that led to it';
comment on column collegiate.receipt.digest is 'SHA-256 over salt and SHA-256 of the request: tells a repeat from another request';
comment on column collegiate.receipt.salt is '16 random bytes; null once a text of the request was redacted';

create table collegiate.event (
  log bigint not null,
  position bigint not null,
  version bigint not null check (version > 0),
  stream text collate "C" not null,
  type text collate "C" not null,
  schema_version bigint not null,
  occurred_at timestamptz not null,
  occurred_precision text not null check (occurred_precision in ('instant', 'day', 'month', 'year')),
  visibility text not null check (visibility in ('own', 'team', 'collegiate', 'open')),
  programme text collate "C",
  lea text collate "C",
  cycle text collate "C",
  corrects_position bigint,
  command uuid not null,
  digest bytea not null,
  leaf bytea not null,
  salt bytea,
  redacted_by bigint,
  payload text not null,
  primary key (log, position),
  unique (log, stream, version)
) partition by hash (log);
-- Guards and facts ask for types of event; a scope narrows few rows further.
create index event_type on collegiate.event (log, type, position);
create index event_corrects on collegiate.event (log, corrects_position) where corrects_position is not null;
comment on table collegiate.event is 'One event. Its identity is its log and position; who wrote it stands in its receipt, when in that receipt''s commit.';
comment on column collegiate.event.log is 'The log';
comment on column collegiate.event.position is '1, 2, 3, … within the log, without gaps, in the order of commits';
comment on column collegiate.event.version is '1, 2, 3, … within the stream';
comment on column collegiate.event.stream is 'The stream: kind and id, such as visit-vis-1';
comment on column collegiate.event.type is 'The type of event, in the past tense';
comment on column collegiate.event.schema_version is 'The version of the payload''s shape';
comment on column collegiate.event.occurred_at is 'When it happened, which may be earlier than when it was recorded';
comment on column collegiate.event.occurred_precision is 'How exactly that is known: instant, day, month or year';
comment on column collegiate.event.visibility is 'Who may see it: own, team, collegiate or open';
comment on column collegiate.event.programme is 'The programme to which it belongs';
comment on column collegiate.event.lea is 'The local education authority that owns the stream';
comment on column collegiate.event.cycle is 'The cycle to which it belongs';
comment on column collegiate.event.corrects_position is 'Position of the entry that it strikes as a slip of recording';
comment on column collegiate.event.command is 'The command that led to it: its receipt''s id';
comment on column collegiate.event.digest is 'SHA-256 over salt and payload';
comment on column collegiate.event.leaf is 'SHA-256 over all columns but salt and payload; what the commit''s hash is made of';
comment on column collegiate.event.salt is '16 random bytes, so that the digest gives no short text away; null once redacted';
comment on column collegiate.event.redacted_by is 'Position of the TextRedacted event that took text out of the payload';
comment on column collegiate.event.payload is 'JSON, in the bytes that were written: jsonb would reorder keys, and the digest would not come out';

-- Consortia do not share an index page, and each partition can be vacuumed apart.
do $$
begin
  for n in 0..15 loop
    execute format(
      'create table collegiate.%I partition of collegiate.event for values with (modulus 16, remainder %s)',
      'event_' || to_char(n, 'FM00'), n);
    execute format('comment on table collegiate.%I is %L', 'event_' || to_char(n, 'FM00'), 'Part of event.');
  end loop;
end
$$;

create table collegiate.cursor (
  log bigint not null references collegiate.log,
  name text not null,
  version bigint not null,
  epoch bigint not null,
  position bigint not null default 0 check (position >= 0),
  holder text,
  lease_until timestamptz,
  state text not null default 'following' check (state in ('following', 'rebuilding', 'failing')),
  last_error text,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (log, name, version)
)
-- Rewritten at every step of a follower: room on the page keeps the new row beside the old one.
with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
comment on table collegiate.cursor is 'How far one follower has read one log.';
comment on column collegiate.cursor.log is 'The log';
comment on column collegiate.cursor.name is 'The follower, such as a view';
comment on column collegiate.cursor.version is 'The follower''s own version: a new one starts from the beginning';
comment on column collegiate.cursor.epoch is 'The log''s epoch in which position was reached';
comment on column collegiate.cursor.position is 'Every event up to this position has been applied, or waits in a parked stream';
comment on column collegiate.cursor.holder is 'The process that follows, while its lease lasts';
comment on column collegiate.cursor.lease_until is 'When another process may take over';
comment on column collegiate.cursor.state is 'following, rebuilding, or failing (its last step went wrong and is tried again)';
comment on column collegiate.cursor.last_error is 'What went wrong last, without any text of an event';
comment on column collegiate.cursor.updated_at is 'When the row last changed';

create table collegiate.parked (
  log bigint not null,
  name text not null,
  version bigint not null,
  stream text not null,
  position bigint not null,
  error text not null,
  parked_at timestamptz not null default clock_timestamp(),
  primary key (log, name, version, stream),
  foreign key (log, name, version) references collegiate.cursor on delete cascade
);
comment on table collegiate.parked is 'A stream that one follower could not apply: its events wait, others flow on.';
comment on column collegiate.parked.log is 'The log';
comment on column collegiate.parked.name is 'The follower';
comment on column collegiate.parked.version is 'The follower''s version';
comment on column collegiate.parked.stream is 'The stream that waits';
comment on column collegiate.parked.position is 'Position of the first event that waits';
comment on column collegiate.parked.error is 'Why it could not be applied, without any text of the event';
comment on column collegiate.parked.parked_at is 'Since when it waits';

grant select on collegiate.log, collegiate.commit, collegiate.receipt, collegiate.event to collegiate_service;
grant select, insert, update, delete on collegiate.cursor, collegiate.parked to collegiate_service;

-- History is not edited, by nobody: the owner is stopped here, the service by its missing rights as well. A
-- superuser can switch triggers off; that is what checkpoints kept elsewhere are for.
create function collegiate.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'The log is append-only: % of %.% is refused.', tg_op, tg_table_schema, tg_table_name
    using errcode = 'CG010';
end
$$;
comment on function collegiate.refuse_change() is 'Refuses any change of what was recorded.';

-- A statement's trigger fires only for the table that the statement names, so each partition has its own.
do $$
declare
  kept text;
begin
  for kept in
    select c.relname from pg_class c
    where c.relnamespace = 'collegiate'::regnamespace and c.relkind in ('r', 'p')
      and (c.relname in ('commit', 'receipt', 'event') or c.relname like 'event\___')
  loop
    execute format(
      'create trigger append_only before update or delete or truncate on collegiate.%I '
      'execute function collegiate.refuse_change()', kept);
  end loop;
end
$$;

create trigger append_only before delete or truncate on collegiate.log
execute function collegiate.refuse_change();

-- Only the epoch of a log may move, and only upwards; its name may be mended.
create function collegiate.keep_log() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.id, new.slug, new.rehearsal, new.genesis, new.created_at)
    is distinct from (old.id, old.slug, old.rehearsal, old.genesis, old.created_at) or new.epoch < old.epoch
  then
    raise exception 'The log is append-only: of collegiate.log only name and epoch may change.'
      using errcode = 'CG010';
  end if;
  return new;
end
$$;
comment on function collegiate.keep_log() is 'Lets a log''s epoch rise and its name be mended, and nothing else change.';

create trigger append_only_row before update on collegiate.log
for each row execute function collegiate.keep_log();
