import PeerReview
import ReadModels
import Workflow

/// Puts the page of one piece of evidence together, within the reader's sight.
struct EvidenceMaking {
  let cycle: CycleID?
  private let log: String
  private let directory: Directory
  private let isOutline: Bool
  private let first: (event: EvidenceRecorded, envelope: Envelope)
  private let later: [(event: EvidenceEvent, envelope: Envelope)]
  private let seen: Consortium
  private let id: EvidenceID

  init?(_ id: EvidenceID, _ outlook: Outlook, _ directory: Directory, _ ledger: isolated Ledger) {
    guard let events = ledger.events(StreamID(.evidence, id.text), outlook), let beginning = events.first,
      case .evidence(.recorded(let recorded)) = beginning.recorded.event
    else { return nil }
    self.id = id
    self.directory = directory
    log = ledger.slug
    first = (recorded, beginning.recorded.envelope)
    isOutline = beginning.extent != .everything
    later = events.dropFirst().compactMap { event in
      guard event.extent == .everything, case .evidence(let happened) = event.recorded.event else {
        return nil
      }
      return (happened, event.recorded.envelope)
    }
    cycle = beginning.recorded.envelope.place.cycle
    let streams = cycle.map { ledger.streams(of: $0) } ?? []
    seen = ledger.seen(outlook) { streams.contains($0) }
  }

  var page: EvidencePage {
    let lea = directory.name(first.envelope.place.lea)
    return EvidencePage(
      title: first.event.title, lea: lea,
      outline: isOutline ? "You see its title. What it shows is \(lea)’s own." : nil,
      recorded: "Recorded \(InWords.moment(first.envelope.recordedAt)).", late: isOutline ? nil : late,
      summary: isOutline ? nil : summary, rewordings: isOutline ? [] : rewordings,
      caveats: isOutline
        ? [] : first.event.caveats.map { EvidencePage.Caveat(kind: $0.kind.label, note: $0.note) },
      facts: isOutline ? [] : facts, judgements: isOutline ? [] : judgements)
  }

  /// Recorded only after a visit of its cycle had ended.
  private var late: String? {
    let recorded = London.day(of: first.envelope.recordedAt)
    let visit = seen.visits.values.compactMap { visit in visit.to.map { (visit.from ?? $0, $0) } }
      .filter { $0.1 < recorded && first.event.collectedOn <= recorded }.max { $0.1 < $1.1 }
    guard let visit else { return nil }
    let lag = recorded - first.event.collectedOn
    return
      "Late: recorded \(InWords.count(lag, "day")) after it was collected, after the visit of \(InWords.days(visit.0, visit.1))"
  }

  private var summary: String {
    later.reduce(first.event.summary) { text, next in
      if case .summaryRevised(let e) = next.event { e.to } else { text }
    }
  }

  private var rewordings: [EvidencePage.Rewording] {
    later.compactMap { event, envelope in
      guard case .summaryRevised(let e) = event else { return nil }
      let link = e.interruption.map { Link("interruption \($0)", .interruption(log: log, $0)) }
      return EvidencePage.Rewording(
        when: "\(InWords.moment(envelope.recordedAt)), by the \(envelope.role.label.lowercasedFirst)",
        reason: e.reason, difference: Difference(from: e.from, to: e.to), link: link)
    }
  }

  private var facts: [CyclePage.Fact] {
    let e = first.event
    let isShared = later.contains { if case .shared = $0.event { true } else { false } }
    let about = e.dimensions.map { $0.label.lowercasedFirst } + (e.context ? ["the context"] : [])
    return [
      CyclePage.Fact(name: "How it was come by", value: e.approach.label),
      CyclePage.Fact(name: "Required or local", value: e.compulsion.label),
      CyclePage.Fact(name: "Says something about", value: InWords.sentence(InWords.list(about))),
      CyclePage.Fact(
        name: "Groups at risk", value: e.groups.isEmpty ? "None named" : e.groups.joined(separator: "; ")),
      CyclePage.Fact(
        name: "Voice of learners",
        value: e.voice ? "Learners or families give their own account" : "Not in it"),
      CyclePage.Fact(name: "Period covered", value: e.covers),
      CyclePage.Fact(name: "Collected", value: InWords.weekday(e.collectedOn)),
      CyclePage.Fact(
        name: "Questions", value: e.questions.isEmpty ? "None named" : InWords.list(e.questions.map(\.text))),
      CyclePage.Fact(name: "Seen by", value: isShared ? "The LEA and the visiting team" : "The LEA alone"),
    ]
  }

  private var judgements: [Link] {
    seen.judgements.values.filter { $0.content?.evidence.contains(id) ?? false }
      .sorted { NaturalOrder.precedes($0.question.text, $1.question.text) }
      .map { Link("Question \($0.question)", .judgement(log: log, $0.id)) }
  }
}
