import PeerReview
import TestSupport
import Testing
import WorkedExample

/// Given the whole worked example, and a data-protection officer in two of its LEAs.
@Suite("Redaction")
struct RedactionTests {
  private func scenario() throws -> Scenario {
    var s = try Scenario.workedExample()
    for lea in ["ash", "bir"] {
      try s.addPerson("\(lea)-dp", lea, ["dp"], by: "\(lea)-dec", of: lea)
    }
    return s
  }

  private func position(_ type: String, _ stream: String, in s: Scenario) throws -> Int64 {
    try #require(
      s.log.first { $0.envelope.type == type && $0.envelope.stream.description == stream }
    ).envelope.position
  }

  private func body(_ position: Int64, _ fields: [String], acknowledge: [String] = []) -> String {
    let (fields, codes) = (
      fields.map { "\"\($0)\"" }.joined(separator: ","), acknowledge.map { "\"\($0)\"" }.joined()
    )
    return """
      {"texts": [{"position": \(position), "fields": [\(fields)]}], "basis": "Article 17(1)(a)",
       "acknowledge": [\(codes)]}
      """
  }

  @Test func `the events that copy words are known, and their commands watch for redactions`() throws {
    var s = Scenario()
    s.now = try #require(WorkedExample.installation.first).at
    var copying: Set<String> = []
    for step in WorkedExample.installation + WorkedExample.steps {
      let (from, decision) = (
        s.log.count, try? s.decision(step.path, by: step.sender, ifMatch: step.ifMatch, step.body)
      )
      try s.perform(step)
      let brought = try JSON.parse(step.body).texts
      for recorded in s.log[from...]
      where recorded.personalTexts.contains(where: { !brought.contains($0.text) }) {
        copying.insert(recorded.envelope.type)
        let watched = decision?.guards.first { $0.types.contains("TextRedacted") }
        #expect(watched?.scope == .common, "\(step.path)")
      }
    }
    #expect(copying == Set(Redaction.copying))
  }

  private func redacted(_ events: [Event]) throws -> TextRedacted {
    guard case .redaction(.textRedacted(let redacted))? = events.first else {
      throw Unexpected(description: "\(events)")
    }
    return redacted
  }

  struct Unexpected: Error { let description: String }

  @Test func `an LEA's officer names texts, or what holds them, and each is blanked by its path`() throws {
    var s = try scenario()
    let position = try position("InterruptionRecorded", "interruption-int-1", in: s)
    let event = try redacted(
      try s.perform(
        "redactions/redact", as: "ash-dp", of: "ash",
        body(position, ["asks", "prompted_by", "prompted_by[1].what"])))
    #expect(event.basis == "Article 17(1)(a)" && event.warningsAccepted == [])
    #expect(event.texts.map(\.position) == [Int(position)])
    #expect(event.texts.first?.fields == ["asks", "prompted_by[0].what", "prompted_by[1].what"])
    let envelope = try #require(s.log.last).envelope
    #expect(envelope.place == Place(lea: OrganisationID("ash")) && envelope.visibility == .own)
    #expect(envelope.stream.kind == .redaction && envelope.version == 1 && envelope.role == .dp)
    let left = try #require(s.log.first { $0.envelope.position == position }).event.payload.node
      .blanking(Set(event.texts[0].fields))
    #expect(left["asks"] == "[redacted]" && left["question"] == "11.2")
    #expect(JSON.text(left).contains(#"{"kind":"evidence","ref":"a1","what":"[redacted]"}"#))
    // What is left is still an event of its type.
    _ = try Event.read(type: "InterruptionRecorded", schemaVersion: 1, left)
  }

  @Test func `the programme's officer erases what no LEA owns, and all members see that`() throws {
    var s = try scenario()
    let position = try position("ProgrammeProposed", "programme-six-dales", in: s)
    #expect(
      try s.refusal("redactions/redact", as: "ash-dp", of: "ash", body(position, ["purpose"])) == .notOwnLea)
    try s.perform("redactions/redact", as: "dp-1", of: "office", body(position, ["purpose"]))
    let envelope = try #require(s.log.last).envelope
    #expect(envelope.place == .common && envelope.visibility == .collegiate)
  }

  @Test func `nobody else does: no other role, no other LEA's officer, not the programme's`() throws {
    let s = try scenario()
    let position = try position("InterruptionRecorded", "interruption-int-1", in: s)
    for (person, organisation, code) in [
      ("ash-lead", "ash", Refusal.Code.notPermitted), ("ash-dec", "ash", .notPermitted),
      ("esk-lead", "esk", .notPermitted), ("co-1", "office", .notPermitted), ("uni-1", "uni", .notPermitted),
      ("bir-dp", "bir", .notOwnLea), ("dp-1", "office", .notOwnLea),
    ] {
      #expect(
        try s.refusal("redactions/redact", as: person, of: organisation, body(position, ["asks"])) == code,
        "\(person)")
    }
    // What they may not see is to them not there.
    let judgement = try #require(s.log.first { $0.envelope.type == "JudgementProposed" }).envelope
    #expect(judgement.place.lea == OrganisationID("ash"))
    for (person, organisation) in [("bir-dp", "bir"), ("dp-1", "office")] {
      #expect(
        try s.refusal(
          "redactions/redact", as: person, of: organisation, body(judgement.position, ["content"]))
          == .unknownReference, "\(person)")
    }
  }

  @Test func `an event that is not there, a field that it has not, and one that is no free text are refused`()
    throws
  {
    let s = try scenario()
    let position = try position("InterruptionRecorded", "interruption-int-1", in: s)
    for (body, field) in [
      (body(999_999, ["asks"]), "texts[0].position"), (body(position, ["nope"]), "texts[0].fields[0]"),
      (body(position, ["asks", "question"]), "texts[0].fields[1]"),
      (body(position, ["prompted_by[7].what"]), "texts[0].fields[0]"),
      (body(position, ["ask"]), "texts[0].fields[0]"),
    ] {
      var copy = s
      let refusal = try #require(throws: Refusal.self) {
        try copy.perform("redactions/redact", as: "ash-dp", of: "ash", body)
      }
      #expect(refusal.code == .unknownReference && refusal.field == field)
    }
    var copy = s
    #expect(throws: InvalidInput.self) {
      try copy.perform(
        "redactions/redact", as: "ash-dp", of: "ash",
        #"{"texts": [{"position": \#(position), "fields": ["asks"]}], "basis": " "}"#)
    }
  }

  @Test func `where else the words stand is offered, and leaving them there is acknowledged`() throws {
    var s = try scenario()
    let revised = try #require(s.log.first { $0.envelope.type == "JudgementRevised" })
    guard case .judgement(.revised(let revision)) = revised.event else { return }
    let before = try #require(
      s.log.first {
        $0.envelope.stream == revised.envelope.stream && $0.envelope.type == "JudgementProposed"
      })
    let refusal = try #require(throws: Refusal.self) {
      try s.perform(
        "redactions/redact", as: "ash-dp", of: "ash", body(before.envelope.position, ["content.statement"]))
    }
    #expect(refusal.code == .acknowledgementRequired && refusal.warnings.map(\.code) == [.repeatedWords])
    #expect(refusal.detail.contains("\(revised.envelope.position) (from.statement)"))
    #expect(!refusal.detail.contains(revision.from.statement))
    let event = try redacted(
      try s.perform(
        "redactions/redact", as: "ash-dp", of: "ash",
        body(before.envelope.position, ["content.statement"], acknowledge: ["repeated_words"])))
    #expect(event.warningsAccepted == [.repeatedWords])
  }

  @Test func `taken together with what repeats them, there is nothing to warn of`() throws {
    var s = try scenario()
    let stream = try #require(s.log.first { $0.envelope.type == "JudgementRevised" }).envelope.stream
    let holding = s.log.filter { $0.envelope.stream == stream }.filter { !$0.personalTexts.isEmpty }
    let texts = holding.map { entry in
      let names = Set(entry.personalTexts.map { String($0.path.prefix { !".[".contains($0) }) }).sorted()
      let fields = names.map { "\"\($0)\"" }.joined(separator: ",")
      return #"{"position": \#(entry.envelope.position), "fields": [\#(fields)]}"#
    }
    let event = try redacted(
      try s.perform(
        "redactions/redact", as: "ash-dp", of: "ash",
        #"{"texts": [\#(texts.joined(separator: ","))], "basis": "Article 17"}"#))
    #expect(event.warningsAccepted == [] && event.texts.count == holding.count)
  }

  @Test func `a later redaction or copy of words anywhere in the log stands against it, nothing else does`()
    throws
  {
    let s = try scenario()
    let position = try position("InterruptionRecorded", "interruption-int-1", in: s)
    let (kind, _) = try #require(CommandKind.route("redactions/redact"))
    let request = Request(
      kind, id: nil, try kind.read(try JSON.parse(body(position, ["asks"]))),
      by: Actor(PersonID("ash-dp"), for: OrganisationID("ash")), now: s.now,
      today: CalendarDay(number: 20_700),
      mintedID: "r-1",
      history: { [log = s.log] in log.indices.contains(Int($0) - 1) ? log[Int($0) - 1] : nil })
    #expect(
      try s.consortium.decide(request).guards == [
        Guard(["TextRedacted"]), Guard(["JudgementRevised", "EvidenceSummaryRevised"]),
      ])
  }
}

extension Node {
  /// Every text in a tree.
  fileprivate var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let items): items.flatMap(\.texts)
    case .object(let members): members.flatMap(\.value.texts)
    case .null, .bool, .number: []
    }
  }
}
