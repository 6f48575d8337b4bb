extension ViewKind {
  /// Every view of the product, by name.
  package static let all: [ViewKind] = [
    ViewKind(ActionRegister.self),
    ViewKind(AuditLog.self),
    ViewKind(CycleOverview.self),
    ViewKind(CycleTimeline.self),
    ViewKind(InterruptionRegister.self),
    ViewKind(JudgementHistory.self),
    ViewKind(JudgementNow.self),
    ViewKind(ReciprocityMatrix.self),
    ViewKind(VisitCalendar.self),
  ]

  /// Those for which rows are written, by whoever follows the log.
  package static let followed = all.filter { $0.query == nil }

  package static func named(_ name: String) -> ViewKind? { all.first { $0.name == name } }
}
