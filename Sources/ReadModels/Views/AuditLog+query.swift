extension AuditLog {
  /// The log itself, which cannot differ from what it says, rather than copies of its rows that could. Texts get the
  /// collation that they have in every other table of the schema.
  ///
  /// Each event's receipt and commit are looked up by key: a join in any order is at times, before a new log's
  /// statistics are known, one of all events with all receipts. Where one is missing the event is shown without.
  package static let query: String? = """
    select l.slug as log, e.position, e.version, e.type collate "default" as type, e.schema_version, e.occurred_at,
      e.occurred_precision, c.recorded_at, r.actor, r.acting_for, r.role, e.command::text as command_id,
      r.correlation as correlation_id, r.causation_position, e.corrects_position, e.visibility,
      e.programme collate "default" as programme, e.lea collate "default" as lea,
      e.cycle collate "default" as cycle, e.stream collate "default" as stream, e.position::text as row_key,
      e.position as row_position
    from collegiate.log l
    join collegiate.event e on e.log = l.id
    left join lateral (
      select * from collegiate.receipt r where r.log = e.log and r.command = e.command limit 1) as r on true
    left join lateral (
      select * from collegiate.commit c where c.log = e.log and c.number = r.commit limit 1) as c on true
    """
}
