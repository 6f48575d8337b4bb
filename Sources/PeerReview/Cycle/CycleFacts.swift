/// What the rules of what belongs to a review must know of it.
extension Cycle {
  /// Where a stream belongs that is part of this review: with its LEA.
  static func place(of id: CycleID, _ facts: inout Facts) throws(Refusal) -> Place {
    guard let cycle = facts.cycle(id) else { throw unknown(id) }
    return Place(programme: cycle.programme, lea: cycle.lea, cycle: id)
  }

  /// The review, while it is open, where it takes up all these questions.
  @discardableResult
  static func requireOpen(
    _ id: CycleID,
    with questions: [QuestionID] = [],
    field: String = "questions",
    _ facts: inout Facts
  ) throws(Refusal) -> Cycle {
    guard let cycle = facts.cycle(id) else { throw unknown(id) }
    try cycle.requireOpen()
    if let strange = questions.first(where: { !cycle.questions.contains($0) }) {
      let known = cycle.questions.map(\.text).joined(separator: ", ")
      throw Refusal(
        .unknownReference,
        "This review does not take up question \(strange), but \(known).",
        field: field
      )
    }
    return cycle
  }

  func requireOpen() throws(Refusal) {
    guard isOpen else { throw Refusal(.wrongState, "The review \(id) is closed; its record stays as it is.") }
  }

  private static func unknown(_ id: CycleID) -> Refusal {
    Refusal(.unknownReference, "There is no review \(id).", field: "cycle")
  }
}
