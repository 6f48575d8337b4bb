import Foundation
import PeerReview
import TestSupport
import Testing

/// What was once stored must be read for ever: one file for every type and version of event holds a payload
/// as it stands on disk, and one list holds every field. `COLLEGIATE_REWRITE_GOLDEN=1` writes what is missing
/// or no longer holds; the diff is then to be reviewed, since it is what old logs will not survive.
@Suite("Golden files", .serialized)
struct GoldenTests {
  @Test func `goldens are rewritten only when somebody asks for it`() throws {
    guard Golden.isRewriting else { return }
    try Golden.rewrite()
  }

  @Test(arguments: Event.kinds.map(Golden.name))
  func `an event written once is read, and written again to the same bytes`(name: String) throws {
    let kind = try #require(Event.kinds.first { Golden.name($0) == name })
    let stored = try #require(Golden.text(name), "no golden file: set COLLEGIATE_REWRITE_GOLDEN=1 once")
    let event = try kind.read(try JSON.parse(stored))
    #expect(event.payload.json + "\n" == stored)
    #expect(type(of: event.payload).type == kind.type)
  }

  @Test func `every version of an event that was ever written is still read`() throws {
    for name in try Golden.names() {
      let parts = name.split(separator: ".")
      let version = try #require(Int(parts[1]))
      _ = try Event.read(
        type: String(parts[0]), schemaVersion: version, try JSON.parse(try #require(Golden.text(name))))
    }
  }

  @Test func `no field of an event is renamed, dropped or given another kind`() {
    #expect(Golden.text("fields", "txt") == Golden.fields)
  }

  @Test func `a renamed field would be noticed`() throws {
    for kind in Event.kinds {
      guard let first = kind.fields().first(where: \.required) else { continue }
      let stored = try #require(Golden.text(Golden.name(kind)))
      let renamed = stored.replacing("\"\(first.name)\":", with: "\"\(first.name)_old\":")
      #expect(throws: InvalidInput.self, "\(kind.type)") { try kind.read(try JSON.parse(renamed)) }
    }
  }
}
