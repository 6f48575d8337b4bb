import PeerReview

/// An event of a cycle in one line for people, with the streams that it speaks of.
package enum Summary {
  package static func of(_ event: Event) -> (text: String, links: [String]) {
    switch event {
    case .cycle(let event): of(event)
    case .evidence(let event): of(event)
    case .judgement(let event): of(event)
    case .visit(let event): (VisitSummary.of(event), [])
    case .interruption(let event): of(event)
    case .action(let event): of(event)
    case .programme, .organisations, .agreement, .framework, .definition, .person, .redaction:
      (Words.sentence(type(of: event.payload).type), [])
    }
  }

  private static func of(_ event: CycleEvent) -> (String, [String]) {
    switch event {
    case .opened(let e): ("Cycle opened on \(e.focus)", ["framework-\(e.frameworkVersion)"])
    case .definitionPinned(let e): ("Definition pinned: version \(e.version), \(e.status.rawValue)", [])
    case .stageMoved(let e):
      ("Stage moved from \(e.from.label.lowercased()) to \(e.to.label.lowercased())", [])
    case .statementShared(let e): ("Self-review statement \(e.n) shared", [])
    }
  }

  private static func of(_ event: EvidenceEvent) -> (String, [String]) {
    switch event {
    case .recorded(let e): ("Evidence recorded: \(e.title)", [])
    case .summaryRevised(let e):
      ("Evidence summary reworded: \(e.reason)", e.interruption.map { ["interruption-\($0)"] } ?? [])
    case .shared: ("Evidence shared with the visiting team", [])
    }
  }

  private static func of(_ event: JudgementEvent) -> (String, [String]) {
    switch event {
    case .proposed(let e):
      ("Judgement proposed\(step(e.content.step))", e.content.evidence.map { "evidence-\($0)" })
    case .revised(let e):
      (
        "Judgement revised\(step(e.to.step)), statement version \(e.statementVersion); provoked by "
          + e.provokedBy.map { [$0.kind.rawValue, $0.ref].compactMap { $0 }.joined(separator: " ") }
          .joined(separator: ", "),
        e.provokedBy.compactMap(link)
      )
    case .confirmed(let e): ("Judgement confirmed at statement version \(e.version)", [])
    case .dissentRecorded(let e): ("Dissent recorded from statement version \(e.statementVersion)", [])
    }
  }

  private static func step(_ step: String?) -> String { step.map { ": " + Words.plain($0) } ?? "" }

  /// Where a provocation's reference names a stream.
  static func link(_ provocation: Provocation) -> String? {
    guard let ref = provocation.ref else { return nil }
    switch provocation.kind {
    case .interruption, .evidence, .visit, .framework: return "\(provocation.kind.rawValue)-\(ref)"
    case .debate, .voice: return nil
    }
  }

  private static func of(_ event: InterruptionEvent) -> (String, [String]) {
    switch event {
    case .recorded(let e):
      ("Interruption recorded: \(e.takenForGranted)", e.visit.map { ["visit-\($0)"] } ?? [])
    case .answered(let e): ("Interruption answered: \(Words.plain(e.response.rawValue))", [])
    case .vigilanceRaised(let e): ("Words questioned: “\(e.words)”", [])
    case .vigilanceAnswered(let e): ("Question about words answered: \(e.answer.rawValue)", [])
    }
  }

  private static func of(_ event: ActionEvent) -> (String, [String]) {
    switch event {
    case .suggested(let e): ("Action suggested: \(e.what)", ["\(e.from.kind.rawValue)-\(e.from.ref)"])
    case .agreed(let e): ("Action agreed, due \(e.due), \(e.leverage.rawValue) leverage", [])
    case .deferred(let e): ("Action deferred: \(e.reason)", [])
    case .declined(let e): ("Action declined: \(e.reason)", [])
    case .progressReported(let e): ("Progress reported: \(Words.plain(e.state.rawValue))", [])
    case .completed(let e): ("Action completed on \(e.on)", [])
    case .abandoned(let e): ("Action abandoned: \(e.reason)", [])
    case .impactReviewed(let e): ("Impact reviewed: \(Words.plain(e.looksOrWorks.rawValue))", [])
    }
  }
}

/// Stored words as people write them.
package enum Words {
  /// `not_yet` → `not yet`
  package static func plain(_ stored: String) -> String {
    stored.split(separator: "_").joined(separator: " ")
  }

  /// `outsider` → `An outsider`
  package static func article(_ noun: String) -> String {
    ("aeiou".contains(noun.prefix(1)) ? "An " : "A ") + noun
  }

  /// `VisitScheduled` → `Visit scheduled`
  package static func sentence(_ type: String) -> String {
    var out = ""
    for character in type {
      if character.isUppercase, !out.isEmpty {
        out += " " + character.lowercased()
      } else {
        out.append(character)
      }
    }
    return out
  }
}
