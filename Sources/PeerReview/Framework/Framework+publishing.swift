/// Publishing gives a version its number, once.
extension Framework {
  func publish(_ c: PublishVersion, _ facts: inout Facts) throws(Refusal) -> [FrameworkEvent] {
    if isPublished { return [] }
    try refuseEmptyFactors()
    if let basedOn, c.changeNote == nil {
      throw Refusal(
        .reasonRequired,
        "Say what changed since \(basedOn), for those who worked with it.",
        field: "change_note"
      )
    }
    let n = try nextNumber(&facts)
    return [.published(FrameworkVersionPublished(n: n, changeNote: c.changeNote))]
  }

  private func refuseEmptyFactors() throws(Refusal) {
    guard !factors.isEmpty else {
      throw Refusal(.emptyFactor, "The version has no factor yet: add factors, and questions under them.")
    }
    let asked = Set(questions.filter { !$0.isRetired }.map(\.factor))
    let empty = factors.filter { !asked.contains($0.id) }
    guard empty.isEmpty else {
      let names = empty.map { "\($0.id) \($0.name)" }.joined(separator: ", ")
      throw Refusal(
        .emptyFactor,
        "Every factor asks at least one question; none is asked yet under \(names)."
      )
    }
  }

  /// One more than the version it is based on. The versions form one line, so that "version 2" is one text:
  /// of two drafts based on the same version the second starts again from what the first published.
  private func nextNumber(_ facts: inout Facts) throws(Refusal) -> Int {
    let n: Int
    if let basedOn, let earlier = facts.framework(basedOn)?.number { n = earlier + 1 } else { n = 1 }
    let published = facts.all(Framework.self, guardedBy: Guard([FrameworkVersionPublished.type])) {
      $0.isPublished
    }
    guard let rival = published.first(where: { $0.number == n }) else { return n }
    let latest = published.max { ($0.number ?? 0) < ($1.number ?? 0) } ?? rival
    throw Refusal(
      .wrongState,
      "Version \(n) is published already, as \(rival.id): draft a version based on \(latest.id) and bring over what this one changes."
    )
  }
}
