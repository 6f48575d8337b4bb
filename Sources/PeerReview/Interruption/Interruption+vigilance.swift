/// Deficit vigilance: people ask whether words put the difficulty inside learners. No program scores texts.
extension Interruption {
  func raise(_ c: RaiseVigilance, _ facts: inout Facts) throws(Refusal) -> [InterruptionEvent] {
    try requireText(c.target, &facts)
    let isAskedAlready = vigilances.contains {
      $0.target == c.target && $0.words == c.words && $0.answer == nil
    }
    if isAskedAlready { return [] }
    return [
      .vigilanceRaised(
        VigilanceRaised(n: vigilances.count + 1, target: c.target, words: c.words, why: c.why)
      )
    ]
  }

  /// The target may be any text that an entry of its kind can hold, of this LEA or of nobody's: another
  /// LEA's words have an interruption of their own.
  private func requireText(_ target: VigilanceTarget, _ facts: inout Facts) throws(Refusal) {
    guard let stream = StreamID(target.stream), let place = facts.place(of: stream),
      place.lea == nil || place.lea == lea, facts.sees(stream)
    else {
      throw Refusal(.unknownReference, "There is no text \(target.stream) here.", field: "target.stream")
    }
    let name = target.field.prefix { $0 != "." && $0 != "[" }
    let isDeclared = Event.kinds.contains { kind in
      kind.stream == stream.kind && kind.fields().contains { $0.name == name }
    }
    guard isDeclared else {
      throw Refusal(
        .unknownReference,
        "Nothing of the kind of \(target.stream) has a field \(target.field).",
        field: "target.field"
      )
    }
  }

  func answer(
    _ c: AnswerVigilance,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [InterruptionEvent] {
    guard let asked = vigilances.first(where: { $0.n == c.vigilance }) else {
      throw Refusal(
        .unknownReference,
        "Nothing was raised here under number \(c.vigilance).",
        field: "vigilance"
      )
    }
    guard owns(asked.target, &facts, occasion) else {
      throw Refusal(
        .notPermitted,
        "Only those whose text it is reword or explain \(asked.target.stream)."
      )
    }
    if asked.answer == c.answer, asked.text == c.text { return [] }
    guard asked.answer == nil else {
      throw Refusal(
        .wrongState,
        "Number \(c.vigilance) has been answered; if words still trouble, raise them."
      )
    }
    return [.vigilanceAnswered(VigilanceAnswered(vigilance: c.vigilance, answer: c.answer, text: c.text))]
  }

  /// An interruption's words are its author's, a visit's report its lead's, an LEA's texts its own review
  /// lead's and contributors', and what no LEA owns the coordinator's and the facilitators'.
  private func owns(
    _ target: VigilanceTarget,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) -> Bool {
    guard let stream = StreamID(target.stream) else { return false }
    if stream.kind == .interruption {
      return facts.interruption(InterruptionID(stream.id))?.author == occasion.actor
    }
    if stream.kind == .visit, facts.visit(VisitID(stream.id))?.lead == occasion.actor { return true }
    guard let owner = facts.place(of: stream)?.lea else {
      return occasion.role == .co || occasion.role == .uf
    }
    return owner == occasion.actingFor && (occasion.role == .ll || occasion.role == .lc)
  }
}
