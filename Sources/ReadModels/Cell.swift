import PeerReview

/// One value of a row, as every format can write it.
package enum Cell: Sendable, Equatable {
  case null
  case text(String)
  case whole(Int)
  case flag(Bool)
  case day(CalendarDay)
  case moment(Moment)
  case list([String])

  package var node: Node {
    switch self {
    case .null: .null
    case .text(let text): .text(text)
    case .whole(let number): .number(String(number))
    case .flag(let flag): .bool(flag)
    case .day(let day): .text(day.description)
    case .moment(let moment): .text(moment.description)
    case .list(let items): .list(items.map { .text($0) })
    }
  }

  /// As it stands in CSV and as a filter names it; a list is joined by semicolons.
  package var text: String {
    switch self {
    case .null: ""
    case .text(let text): text
    case .whole(let number): String(number)
    case .flag(let flag): flag ? "true" : "false"
    case .day(let day): day.description
    case .moment(let moment): moment.description
    case .list(let items): items.joined(separator: ";")
    }
  }
}

/// What a column's cells are, for SQL, JSON Schema and CSVW.
package enum CellType: Sendable, Equatable {
  case text
  /// One of a closed list of words.
  case words([String])
  case whole
  case flag
  case day
  case moment
  case list
}

/// A Swift type that a column can hold.
package protocol CellValue: SendableMetatype {
  static var cellType: CellType { get }
  static var canBeNull: Bool { get }
  var cell: Cell { get }
}

extension CellValue { package static var canBeNull: Bool { false } }

extension String: CellValue {
  package static var cellType: CellType { .text }
  package var cell: Cell { .text(self) }
}

extension Int: CellValue {
  package static var cellType: CellType { .whole }
  package var cell: Cell { .whole(self) }
}

extension Int64: CellValue {
  package static var cellType: CellType { .whole }
  package var cell: Cell { .whole(Int(self)) }
}

extension Bool: CellValue {
  package static var cellType: CellType { .flag }
  package var cell: Cell { .flag(self) }
}

extension CalendarDay: CellValue {
  package static var cellType: CellType { .day }
  package var cell: Cell { .day(self) }
}

extension Moment: CellValue {
  package static var cellType: CellType { .moment }
  package var cell: Cell { .moment(self) }
}

extension Optional: CellValue where Wrapped: CellValue {
  package static var cellType: CellType { Wrapped.cellType }
  package static var canBeNull: Bool { true }
  package var cell: Cell { self?.cell ?? .null }
}

extension Array: CellValue where Element: CellValue {
  package static var cellType: CellType { .list }
  package var cell: Cell { .list(map(\.cell.text)) }
}

extension CellValue where Self: Identifier {
  package static var cellType: CellType { .text }
  package var cell: Cell { .text(text) }
}

extension CellValue where Self: Choice {
  package static var cellType: CellType { .words(allCases.map(\.rawValue)) }
  package var cell: Cell { .text(rawValue) }
}

extension PersonID: CellValue {}
extension OrganisationID: CellValue {}
extension ProgrammeID: CellValue {}
extension AgreementID: CellValue {}
extension FrameworkID: CellValue {}
extension FactorID: CellValue {}
extension QuestionID: CellValue {}
extension CycleID: CellValue {}
extension EvidenceID: CellValue {}
extension JudgementID: CellValue {}
extension VisitID: CellValue {}
extension InterruptionID: CellValue {}
extension ActionID: CellValue {}
extension Role: CellValue {}
extension Visibility: CellValue {}
extension OccurredPrecision: CellValue {}

extension VisitStatus: CellValue {}
extension CycleStage: CellValue {}
extension DefinitionStatus: CellValue {}
extension Confidence: CellValue {}
extension ProvocationKind: CellValue {}
extension InterruptionResponse: CellValue {}
extension InterruptionOrigin: CellValue {}
extension ActionState: CellValue {}
extension Leverage: CellValue {}
extension ProgressState: CellValue {}
extension LooksOrWorks: CellValue {}
