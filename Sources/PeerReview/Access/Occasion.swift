/// Under which circumstances a command is given: everything a rule may know beside the log and the words.
package struct Occasion: Sendable {
  package let actor: PersonID
  package let actingFor: OrganisationID
  /// The first of the command's roles that the actor holds for this object.
  package let role: Role
  package let now: Moment
  /// The day in London.
  package let today: CalendarDay
  /// When it happened, where the actor says so; else now.
  package let occurredAt: Moment
  package let acknowledged: Set<WarningCode>

  package init(
    actor: PersonID, actingFor: OrganisationID, role: Role, now: Moment, today: CalendarDay,
    occurredAt: Moment? = nil, acknowledged: Set<WarningCode> = []
  ) {
    self.actor = actor
    self.actingFor = actingFor
    self.role = role
    self.now = now
    self.today = today
    self.occurredAt = occurredAt ?? now
    self.acknowledged = acknowledged
  }
}
