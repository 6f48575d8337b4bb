import EventSourcing
import Postgres

/// Whether what went wrong below may pass by itself: the database is away, or too busy.
package enum Fault: Sendable {
  /// Nothing was written, or whether it was is unknown; the same request may be sent again.
  case temporary
  /// The log was restored or another server took over since the client's position was given out.
  case epochChanged
  /// The server that was asked follows another, and records nothing.
  case readsOnly
  /// A mistake of ours.
  case ours

  package static func of(_ error: any Error) -> Fault {
    switch error {
    case let error as PostgresError:
      switch error.kind {
      case .unreachable, .connectionLost, .poolExhausted, .cancelled, .closed: .temporary
      case .server: of(error)
      case .misuse, .decoding: .ours
      }
    case LogError.busy: .temporary
    case is EpochChanged: .epochChanged
    case is OnStandby: .readsOnly
    case is CancellationError, is ServerLeftBehind: .temporary
    default: .ours
    }
  }

  /// What the server said.
  private static func of(_ error: PostgresError) -> Fault {
    switch error.sqlState ?? "" {
    // A standby refuses to write, and a transaction that says at its beginning that it will.
    case "25006": .readsOnly
    case "0A000" where error.message.contains("recovery"): .readsOnly
    // It was told to stop, or the statement took too long, or a replay on the standby needed its rows gone.
    case let state where ["57", "53", "55", "40"].contains(state.prefix(2)): .temporary
    default: .ours
    }
  }
}
