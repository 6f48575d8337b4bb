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

  package static func named(_ name: String) -> ViewKind? { all.first { $0.name == name } }
}
