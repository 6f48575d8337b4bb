/// A struct of `let`s with one initializer that reads it, in an extension, so that the memberwise one stays.
/// The same initializer reads a JSON body, a form and a stored event, and describes itself.
/// Property and field names agree (snake_case of the property); one test holds every payload to that.
package protocol Payload: Sendable, Equatable, Encodable {
  init(_ f: inout Fields)
}

/// The payload of a stored event: on disk for ever under this name and version, whatever Swift calls it.
package protocol EventPayload: Payload {
  static var type: String { get }
  static var schemaVersion: Int { get }
  /// Who sees an event of this type at first, where it differs from its stream's.
  static var visibility: Visibility? { get }
  /// The warnings that its actor acknowledged, where the command has any.
  var warningsAccepted: [WarningCode] { get }
}

extension EventPayload {
  package static var schemaVersion: Int { 1 }
  package static var visibility: Visibility? { nil }
  package var warningsAccepted: [WarningCode] { [] }
}
