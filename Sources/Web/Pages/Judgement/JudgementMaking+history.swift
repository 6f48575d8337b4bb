import PeerReview
import ReadModels

/// The judgement's wordings, and what moved it from one to the next.
extension JudgementMaking {
  var versions: [JudgementPage.Version] {
    events.compactMap { event, envelope in
      switch event {
      case .proposed(let e):
        version(e.statementVersion, envelope, from: nil, to: e.content, why: e.content.rationale, [])
      case .revised(let e):
        version(e.statementVersion, envelope, from: e.from, to: e.to, why: e.rationale, e.provokedBy)
      case .confirmed, .dissentRecorded: nil
      }
    }
  }

  private func version(
    _ number: Int, _ envelope: Envelope, from: JudgementContent?, to: JudgementContent, why: String,
    _ provocations: [Provocation]
  ) -> JudgementPage.Version {
    let movement =
      from.map { "From \(step($0).lowercasedFirst) to \(step(to).lowercasedFirst)." }
      ?? to.step.map { "\(InWords.sentence($0))." }
    return JudgementPage.Version(
      number: number, anchor: "version-\(number)", when: when(envelope), by: by(envelope),
      movement: from?.step == to.step && from != nil ? nil : movement,
      difference: from.map { Difference(from: $0.statement, to: to.statement) }
        ?? Difference(from: to.statement, to: to.statement),
      isFirst: from == nil, why: why, provocations: provocations.map { provoked($0, number) },
      dissents: dissents(on: number))
  }

  private func step(_ content: JudgementContent) -> String {
    content.step.map { InWords.sentence($0) } ?? "No step"
  }

  private func when(_ envelope: Envelope) -> String {
    let recorded = "Recorded \(InWords.moment(envelope.recordedAt))"
    let lag = London.day(of: envelope.recordedAt) - London.day(of: envelope.occurredAt)
    guard lag > 0 else { return recorded }
    return "\(recorded), \(InWords.count(lag, "day")) after it happened"
  }

  private func provoked(_ provocation: Provocation, _ version: Int) -> JudgementPage.Provoked {
    let kind = provocation.kind.label.lowercasedFirst
    guard let ref = provocation.ref else {
      return JudgementPage.Provoked(kind: kind, link: nil, plain: nil, late: nil)
    }
    switch provocation.kind {
    case .interruption:
      let interruption = seen.interruptions[ref]?.recorded
      let link = interruption.map { Link($0.takenForGranted, .interruption(log: log, InterruptionID(ref))) }
      return JudgementPage.Provoked(kind: kind, link: link, plain: link == nil ? ref : nil, late: nil)
    case .evidence:
      let evidence = seen.evidence[ref]
      let link = evidence.map { Link($0.title, .evidence(log: log, EvidenceID(ref))) }
      return JudgementPage.Provoked(
        kind: kind, link: link, plain: link == nil ? ref : nil,
        late: isLate(version) ? evidence.flatMap { late($0) } : nil)
    case .visit, .debate, .voice, .framework:
      return JudgementPage.Provoked(kind: kind, link: nil, plain: ref, late: nil)
    }
  }

  /// Evidence that was written down only after the visit for which it would have counted.
  private func late(_ evidence: Evidence) -> String? {
    guard let collected = evidence.collectedOn, let recorded = evidence.recordedAt.map({ London.day(of: $0) })
    else { return nil }
    let visit = seen.visits.values.compactMap { visit in visit.to.map { (visit, $0) } }
      .filter { $0.1 < recorded }.max { $0.1 < $1.1 }
    let after =
      visit.flatMap { visit in visit.0.from.map { ", after the visit of \(InWords.days($0, visit.1))" } }
      ?? ""
    return "Collected on \(InWords.day(collected)), recorded on \(InWords.day(recorded))\(after)."
  }

  /// Those from one wording, or all.
  func dissents(on version: Int?) -> [JudgementPage.Dissent] {
    events.compactMap { event, envelope in
      guard case .dissentRecorded(let e) = event, version.map({ $0 == e.statementVersion }) ?? true else {
        return nil
      }
      return JudgementPage.Dissent(
        heading:
          "Dissent from version \(e.statementVersion): the \(by(envelope)), \(InWords.day(London.day(of: envelope.recordedAt)))",
        view: e.view)
    }
  }

  var confirmations: [JudgementPage.Confirmation] {
    events.compactMap { event, envelope in
      guard case .confirmed(let e) = event else { return nil }
      let warnings = e.warningsAccepted.map { InWords.sentence($0.rawValue).lowercasedFirst }
      let accepted = warnings.isEmpty ? nil : "Confirmed with open eyes for: \(InWords.list(warnings))."
      return JudgementPage.Confirmation(
        text: "Version \(e.version), \(InWords.moment(envelope.recordedAt)), by the \(by(envelope)).",
        more: [e.noEvidenceReason.map { "No evidence is cited: \($0)" }, accepted].compactMap { $0 }
          .joined(separator: " ").nilIfEmpty)
    }
  }
}

extension String {
  var nilIfEmpty: String? { isEmpty ? nil : self }
}
