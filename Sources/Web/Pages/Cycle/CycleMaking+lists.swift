import PeerReview
import ReadModels

/// The lists of a cycle's page.
extension CycleMaking {
  var judgements: CyclePage.Listing<CyclePage.Judgement> {
    let items = rows.judgements.compactMap { row -> CyclePage.Judgement? in
      guard let id = row.text("judgement").map({ JudgementID($0) }) else { return nil }
      let isHidden = row["statement"] == .null
      let step = row.text("step").map { "Step: \(InWords.sentence($0))" } ?? "No step named"
      return CyclePage.Judgement(
        question: question(row.text("question")),
        link: Link("Question \(id.question)", .judgement(log: log, id)),
        state: JudgementInWords.state(row), step: isHidden ? "What it says is the LEA's own." : step)
    }
    let note =
      items.isEmpty
      ? "There are none here that you may see. A judgement is its LEA's own; visitors see what the LEA shares with them."
      : nil
    return CyclePage.Listing(items: items, note: note)
  }

  var interruptions: CyclePage.Listing<CyclePage.Item> {
    let items = rows.interruptions.compactMap { row -> CyclePage.Item? in
      guard let id = row.text("interruption") else { return nil }
      let answers = row.list("answer_path").map { InWords.sentence($0) }
      return CyclePage.Item(
        text: row.text("taken_for_granted") ?? id,
        url: PageURL.interruption(log: log, InterruptionID(id)).text,
        badge: InterruptionInWords.badge(row.list("answer_path").last),
        more: answers.count > 1 ? "Answers: \(answers.joined(separator: ", then "))" : nil)
    }
    return CyclePage.Listing(
      items: items, note: items.isEmpty ? "There are none here that you may see." : nil)
  }

  var actions: CyclePage.Listing<CyclePage.Item> {
    let items = rows.actions.map { row in
      let due = row.day("due").map { "Due \(InWords.day($0))." }
      let reason = row.text("reason").map { "Reason: \($0)" }
      let owner = row.text("owner_role").flatMap { Role(rawValue: $0) }.map { "Owner: \($0.label)." }
      return CyclePage.Item(
        text: row.text("action") ?? row.text("ref") ?? "", url: nil, badge: Self.badge(action: row),
        more: [due, owner, reason].compactMap { $0 }.joined(separator: " "))
    }
    return CyclePage.Listing(
      items: items,
      note: items.isEmpty
        ? "There are none here that you may see. What is done is for the LEA alone to decide." : nil)
  }

  private static func badge(action row: PageRow) -> Badge {
    if row.flag("overdue") { return Badge("▲", "Agreed; past its day", "care") }
    return switch row.text("state").flatMap(ActionState.init(rawValue:)) {
    case .agreed: Badge("▶", "Agreed")
    case .deferred: Badge("‖", "Put off", "care")
    case .declined: Badge("✕", "Declined", "stop")
    case .completed: Badge("●", "Done", "good")
    case .abandoned: Badge("✕", "Given up", "stop")
    case .suggested, nil: Badge("○", "Suggested")
    }
  }

  var evidence: CyclePage.Listing<CyclePage.Item> {
    let items = rows.evidence.compactMap { entry -> CyclePage.Item? in
      guard let evidence = seen.evidence[entry.id.text] else {
        return CyclePage.Item(
          text: entry.title, url: PageURL.evidence(log: log, entry.id).text,
          badge: Badge("○", "Its title is all that you may see"), more: nil)
      }
      return CyclePage.Item(
        text: evidence.title, url: PageURL.evidence(log: log, entry.id).text,
        badge: evidence.isSharedWithTeam
          ? Badge("●", "Shared with the team", "good") : Badge("○", "The LEA's own"),
        more: evidence.voice ? "Learners or families give their own account." : nil)
    }
    return CyclePage.Listing(items: items, note: items.isEmpty ? "There is none here that you may see." : nil)
  }

  /// The newest first.
  var timeline: [CyclePage.Entry] { rows.timeline.reversed().compactMap { entry($0) } }

  private func entry(_ row: PageRow) -> CyclePage.Entry? {
    guard let recorded = row.moment("recorded"), let occurred = row.moment("occurred") else { return nil }
    let lag = row.whole("lag") ?? 0
    let summary = row.text("summary") ?? Words.sentence(row.text("event") ?? "")
    let role = row.text("actor_role").flatMap { Role(rawValue: $0)?.label.lowercasedFirst } ?? ""
    return CyclePage.Entry(
      text: directory.rewording(summary, ofVisit: row.text("stream")?.hasPrefix("visit-") ?? false),
      url: page(of: row.text("stream"))?.text,
      links: row.list("links").compactMap { name in page(of: name).map { Link(self.name(of: name), $0) } },
      by: "\(role), \(directory.name(row.text("org").map { OrganisationID($0) }))",
      occurred: InWords.moment(occurred), recorded: InWords.moment(recorded), hasLag: occurred != recorded,
      late: lag > 0 ? "Recorded \(InWords.count(lag, "day")) later" : nil)
  }

  private func page(of stream: String?) -> PageURL? {
    guard let stream = stream.flatMap({ StreamID($0) }), stream.kind != .cycle else { return nil }
    return PageURL(stream, log: log)
  }

  private func name(of stream: String) -> String {
    guard let stream = StreamID(stream) else { return stream }
    return switch stream.kind {
    case .judgement: "question \(JudgementID(stream.id).question)"
    case .evidence: seen.evidence[stream.id]?.title ?? "evidence \(stream.id)"
    default: "\(stream.kind.rawValue) \(stream.id)"
    }
  }
}

extension String {
  /// For the middle of a sentence; `LEA review lead` keeps its capitals.
  var lowercasedFirst: String {
    dropFirst().first?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
  }
}
