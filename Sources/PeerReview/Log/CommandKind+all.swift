extension CommandKind {
  /// Every command of the product, aggregate by aggregate.
  package static let all: [CommandKind] =
    OrganisationsCommand.kinds + PersonCommand.kinds + FrameworkCommand.kinds + ProgrammeCommand.kinds
    + AgreementCommand.kinds + DefinitionCommand.kinds + CycleCommand.kinds + EvidenceCommand.kinds
    + JudgementCommand.kinds + VisitCommand.kinds + InterruptionCommand.kinds + ActionCommand.kinds
    + RedactionCommand.kinds

  /// The command under a stream's plural and its own name: `visits`, `schedule`.
  package static func named(_ name: String, of stream: StreamKind) -> CommandKind? {
    all.first { $0.stream == stream && $0.name == name }
  }
}

extension CommandKind {
  /// The command and the stream's id that a path names: `visits/vis-1/schedule`, `visits/propose`.
  package static func route(_ path: String) -> (kind: CommandKind, id: String?)? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(parts.count), let stream = StreamKind(plural: parts[0]),
      let kind = named(parts[parts.count - 1], of: stream)
    else { return nil }
    let takesID = kind.starts == .no && !stream.isSingle
    guard takesID == (parts.count == 3) else { return nil }
    return (kind, takesID ? parts[1] : nil)
  }
}
