import PeerReview

/// Who does what by when, and what of suggestions not taken?
package struct ActionRegister: View {
  package static let name = "action_register"
  package static let version = 1
  package static let question = "Who does what by when, and what of suggestions not taken?"

  package struct Row: Sendable {
    let ref: ActionID
    let action: String
    var factor: FactorID
    var leverage: Leverage?
    var ownerRole: Role?
    var due: CalendarDay?
    var state = ActionState.suggested
    var progress: ProgressState?
    var impact: LooksOrWorks?
    let origin: String
    let suggestedFor: OrganisationID
    var response: String?
    var reason: String?
    var laterActed = false
    var wasPutOff = false
  }

  package static let columns: [Column<Row>] = [
    Column("ref", \.ref, "The action"),
    Column("action", \.action, "What is to be done"),
    Column("factor", \.factor, "The factor that it works on"),
    Column("leverage", \.leverage, "Whether it changes how things work, or how they look"),
    Column("owner_role", \.ownerRole, "The role of whoever owns it"),
    Column("due", \.due, "When it is due"),
    Column("state", \.state, "How far it has come"),
    Column("progress", \.progress, "The last report of progress"),
    Column("impact", \.impact, "What the review of its impact saw"),
    Column("origin", \.origin, "What it was suggested from"),
    Column("suggested_for", \.suggestedFor, "The organisation whose person suggested it"),
    Column("response", \.response, "The LEA's answer to the suggestion"),
    Column("reason", \.reason, "Why it was put off, declined or abandoned"),
    Column("later_acted", \.laterActed, "Whether it was agreed after having been put off or declined"),
    Column("overdue", "Whether it is agreed and its day has passed") { row, today in
      row.state == .agreed && row.due.map { $0 < today } ?? false
    },
  ]

  package var rows = Rows<Row>()
  private var roles: [PersonID: [Role]] = [:]
  package init() {}

  package mutating func fold(_ seen: Seen) {
    switch seen.event {
    case .action(let event): fold(event, ActionID(seen.envelope.stream.id), seen)
    case .person(.roleGranted(let e)):
      roles[PersonID(seen.envelope.stream.id), default: []].append(e.role.role)
    case .person(.roleRevoked(let e)):
      roles[PersonID(seen.envelope.stream.id)]?.removeAll { $0 == e.role.role }
    case .programme, .organisations, .agreement, .framework, .definition, .cycle, .evidence, .judgement,
      .visit,
      .interruption, .person, .redaction:
      break
    }
  }

  private mutating func fold(_ event: ActionEvent, _ id: ActionID, _ seen: Seen) {
    let key = RowKey(id.text)
    switch event {
    case .suggested(let e):
      rows.set(
        key,
        Row(
          ref: id, action: e.what, factor: e.factor, origin: "\(e.from.kind.rawValue) \(e.from.ref)",
          suggestedFor: seen.envelope.actingFor),
        by: seen)
    case .agreed(let e):
      let role = roles[e.owner]?.first
      rows.update(key, by: seen) {
        $0.factor = e.factor
        $0.leverage = e.leverage
        $0.ownerRole = role
        $0.due = e.due
        $0.laterActed = $0.wasPutOff
        $0.answer(.agreed, nil)
      }
    case .deferred(let e): rows.update(key, by: seen) { $0.answer(.deferred, e.reason) }
    case .declined(let e): rows.update(key, by: seen) { $0.answer(.declined, e.reason) }
    case .progressReported(let e): rows.update(key, by: seen) { $0.progress = e.state }
    case .completed: rows.update(key, by: seen) { $0.state = .completed }
    case .abandoned(let e):
      rows.update(key, by: seen) {
        $0.state = .abandoned
        $0.reason = e.reason
      }
    case .impactReviewed(let e): rows.update(key, by: seen) { $0.impact = e.looksOrWorks }
    }
  }
}

extension ActionRegister.Row {
  fileprivate mutating func answer(_ state: ActionState, _ reason: String?) {
    self.state = state
    response = state.rawValue
    self.reason = reason
    wasPutOff = wasPutOff || state != .agreed
  }
}
