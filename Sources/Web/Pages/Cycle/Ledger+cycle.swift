import PeerReview
import Workflow

extension Ledger {
  /// The streams that belong to a cycle, and the cycle's own; which of them somebody may see is not said.
  func streams(of cycle: CycleID) -> Set<StreamID> {
    Set(consortium.streams.lazy.filter { $0.value.place.cycle == cycle }.map(\.key))
      .union([StreamID(.cycle, cycle.text)])
  }

  /// What a piece of evidence is called: that much an outline shows too.
  func title(ofEvidence stream: StreamID, _ outlook: Outlook) -> String? {
    guard case .evidence(.recorded(let e))? = events(stream, outlook)?.first?.recorded.event else {
      return nil
    }
    return e.title
  }

  /// Why a reader may not give a command on a stream or in a place, in a sentence; nil where it may.
  func whyNot(_ kind: CommandKind, on stream: StreamID?, _ place: Place, _ outlook: Outlook) -> String? {
    var facts = Facts(consortium, for: outlook.reader, on: today)
    do {
      _ = try Access.role(
        for: kind, actor: outlook.reader.person, actingFor: outlook.reader.organisation, on: stream,
        in: place,
        &facts, today: today)
      return nil
    } catch {
      return error.detail
    }
  }
}
