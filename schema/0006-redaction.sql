-- Erasure: the one change of what was recorded. Words are taken out of payloads by the event that says so, in one
-- transaction with it. README.md beside this file says what is left, and how it is verified.

create function collegiate.blanked(payload text, fields text[]) returns jsonb
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  v_left jsonb := payload::jsonb;
  v_path text[];
begin
  -- `sessions[0].with`: names and places in lists hold neither dots nor brackets.
  for v_path in
    select string_to_array(replace(replace(f.field, '[', '.'), ']', ''), '.') from unnest(fields) as f (field)
  loop
    if jsonb_typeof(v_left #> v_path) is distinct from 'string' then
      return null;
    end if;
    v_left := jsonb_set(v_left, v_path, '"[redacted]"', false);
  end loop;
  return v_left;
end
$$;
comment on function collegiate.blanked(text, text[]) is
  'A payload with [redacted] in place of the texts at these paths; null where one of them is no text.';

-- No word of a secret or of a setting that somebody could forge: a change passes if the log itself says so. Its
-- statement must come in the transaction that appended a TextRedacted event, and each row must then be as that
-- event says, see below.
create function collegiate.refuse_unless_redacting() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and exists (
    select from collegiate.log l
    cross join lateral (
      select e.xmin from collegiate.event e
      where e.log = l.id and e.type = 'TextRedacted' order by e.position desc limit 1) as e
    where e.xmin = pg_current_xact_id_if_assigned()::xid)
  then
    return null;
  end if;
  raise exception 'The log is append-only: % of %.% is refused.', tg_op, tg_table_schema, tg_table_name
    using errcode = 'CG010';
end
$$;
comment on function collegiate.refuse_unless_redacting() is
  'Refuses any change of what was recorded, but an update in the transaction of a redaction.';

-- An event may lose the texts that its redaction names, and its salt with them, and nothing else of it changes:
-- neither can other words be put in their place.
create function collegiate.keep_event() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_text jsonb;
begin
  select t.text into v_text
  from collegiate.event e cross join lateral jsonb_array_elements(e.payload::jsonb -> 'texts') as t (text)
  where e.log = old.log and e.position = new.redacted_by and e.type = 'TextRedacted'
    and e.xmin = pg_current_xact_id_if_assigned()::xid and t.text -> 'position' = to_jsonb(old.position);
  if to_jsonb(new) - '{payload,salt,redacted_by}'::text[] = to_jsonb(old) - '{payload,salt,redacted_by}'::text[]
    and new.salt is null
    and new.payload::jsonb
      = collegiate.blanked(old.payload, array(select jsonb_array_elements_text(v_text -> 'fields')))
    and sha256(decode(v_text ->> 'salt', 'hex') || collegiate.utf8(new.payload))
      = decode(v_text ->> 'digest', 'hex')
  then
    return new;
  end if;
  raise exception 'The log is append-only: event % does not become what its redaction says.', old.position
    using errcode = 'CG010';
end
$$;
comment on function collegiate.keep_event() is
  'Lets an event lose the texts that a redaction of the same transaction names, and nothing else change.';

-- With the salt of its request, words could be guessed from the receipt.
create function collegiate.keep_receipt() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.salt is null and to_jsonb(new) - 'salt' = to_jsonb(old) - 'salt' and exists (
    select from collegiate.event e
    where e.log = old.log and e.position between old.first_position and old.last_position
      and e.command = old.command and e.redacted_by is not null)
  then
    return new;
  end if;
  raise exception 'The log is append-only: receipt % keeps its salt.', old.command using errcode = 'CG010';
end
$$;
comment on function collegiate.keep_receipt() is 'Lets the receipt of a redacted event lose its salt, and nothing else change.';

-- A partition that is named itself keeps its old trigger, which refuses everything.
drop trigger append_only on collegiate.event;
drop trigger append_only on collegiate.receipt;
create trigger append_only before update or delete or truncate on collegiate.event
execute function collegiate.refuse_unless_redacting();
create trigger append_only before update or delete or truncate on collegiate.receipt
execute function collegiate.refuse_unless_redacting();
create trigger append_only_row before update on collegiate.event
for each row execute function collegiate.keep_event();
create trigger append_only_row before update on collegiate.receipt
for each row execute function collegiate.keep_receipt();

-- One command, with one TextRedacted event at its end; `r` is what is left of each payload that it names. Under
-- the lock and with the checks of `append`, whose arguments and answer these are.
create function collegiate.redact(
  p_log bigint, p_epoch bigint, p_recorded_at timestamptz,
  c_id uuid[], c_request bytea[], c_actor text[], c_acting_for text[], c_role text[], c_correlation text[],
  c_causation bigint[],
  x_command bigint[], x_stream text[], x_version bigint[],
  g_command bigint[], g_after bigint[], g_type text[], g_programme text[], g_lea text[], g_cycle text[],
  e_command bigint[], e_stream text[], e_type text[], e_schema_version bigint[], e_occurred_at timestamptz[],
  e_precision text[], e_visibility text[], e_programme text[], e_lea text[], e_cycle text[], e_corrects bigint[],
  e_payload text[],
  r_position bigint[], r_payload text[])
returns setof collegiate.answer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_answer collegiate.answer;
  v_changed bigint := 0;
begin
  if (e_type = '{TextRedacted}' and cardinality(c_id) = 1
    and jsonb_array_length(e_payload[1]::jsonb -> 'texts') = cardinality(r_position)) is not true
  then
    raise exception 'A redaction is one command with one TextRedacted event, and blanks every text that it names.'
      using errcode = 'CG011';
  end if;
  for v_answer in
    select * from collegiate.append(p_log, p_epoch, p_recorded_at, c_id, c_request, c_actor, c_acting_for, c_role,
      c_correlation, c_causation, x_command, x_stream, x_version, g_command, g_after, g_type, g_programme, g_lea,
      g_cycle, e_command, e_stream, e_type, e_schema_version, e_occurred_at, e_precision, e_visibility,
      e_programme, e_lea, e_cycle, e_corrects, e_payload)
  loop
    if v_answer.outcome = 'appended' then
      update collegiate.event as e
      set payload = r.payload, salt = null, redacted_by = v_answer.last_position
      from unnest(r_position, r_payload) as r (position, payload)
      where e.log = p_log and e.position = r.position;
      get diagnostics v_changed = row_count;
      if v_changed <> cardinality(r_position) then
        raise exception 'A redaction names an event that is not there, or one twice.' using errcode = 'CG011';
      end if;
      update collegiate.receipt as r set salt = null
      from collegiate.event e
      where e.log = p_log and e.position = any (r_position)
        and r.log = p_log and r.command = e.command and r.salt is not null;
    end if;
    return next v_answer;
  end loop;
end
$$;
comment on function collegiate.redact is
  'Appends one TextRedacted event and, in the same transaction, takes the texts that it names out of their events, '
  'with the salts of those and of their receipts. Arguments and answer are those of append; r is what is left.';

revoke all on function collegiate.redact from public;
grant execute on function collegiate.redact to collegiate_service;
