/// Consultation: who is asked, what they say, and who stays silent.
extension Definition {
  func openConsultation(_ c: OpenConsultation, _ occasion: Occasion) throws(Refusal) -> [DefinitionEvent] {
    if let open = consultation, !open.isClosed {
      if open.groups == c.groups, open.closes == c.closes { return [] }
      throw Refusal(.wrongState, "A consultation is open until \(open.closes): close it first.")
    }
    guard c.closes >= occasion.today else {
      throw Refusal(.invalidDate, "The consultation would close before it opens.", field: "closes")
    }
    let standings = Set(c.groups.map(\.standing))
    guard standings.isSuperset(of: [.outside, .learners]) || c.reason != nil else {
      throw Refusal(
        .reasonRequired,
        standings.contains(.learners)
          ? "Say why nobody outside the department is asked." : "Say why no learners are asked.",
        field: "reason"
      )
    }
    return [.consultationOpened(ConsultationOpened(groups: c.groups, closes: c.closes, reason: c.reason))]
  }

  func recordResponse(_ c: RecordResponse, _ occasion: Occasion) throws(Refusal) -> [DefinitionEvent] {
    guard let consultation else {
      throw Refusal(.wrongState, "No consultation has been opened on this definition.")
    }
    guard let asked = consultation.groups.first(where: { $0.group.lowercased() == c.group.lowercased() })
    else {
      let names = consultation.groups.map(\.group).joined(separator: ", ")
      throw Refusal(.unknownReference, "The groups that were asked are: \(names).", field: "group")
    }
    let isLate = consultation.isClosed || occasion.today > consultation.closes
    guard !isLate || c.late else {
      throw Refusal(
        .wrongState,
        "The consultation has closed: mark the response as late, and it is kept and shown as such.",
        field: "late"
      )
    }
    var warnings = Warnings()
    warnings.add(
      .smallCount,
      "A count of \(c.heads) may tell who spoke: leave nothing in the text that would.",
      when: c.heads < 5
    )
    let accepted = try warnings.accepted(occasion)
    return [
      .responseRecorded(
        ConsultationResponseRecorded(
          group: asked.group,
          heads: c.heads,
          support: c.support,
          concerns: c.concerns,
          late: isLate,
          warningsAccepted: accepted
        )
      )
    ]
  }

  func closeConsultation() throws(Refusal) -> [DefinitionEvent] {
    guard let consultation else {
      throw Refusal(.wrongState, "No consultation has been opened on this definition.")
    }
    if consultation.isClosed { return [] }
    let heard = Set(consultation.responses.map(\.group))
    return [
      .consultationClosed(
        ConsultationClosed(groupsSilent: consultation.groups.map(\.group).filter { !heard.contains($0) })
      )
    ]
  }
}
