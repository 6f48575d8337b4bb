import PeerReview
import Testing

/// The compiler sees a field that is forgotten or of the wrong kind; a test must see the rest.
@Suite("Declarations")
struct DeclarationTests {
  @Test(arguments: Event.kinds.map(\.type))
  func `an event's properties and its declared names agree`(type: String) throws {
    let kind = try #require(Event.kinds.first { $0.type == type })
    #expect(kind.disagreements() == [])
  }

  @Test(arguments: CommandKind.all.map(\.path))
  func `a command's properties and its declared names agree`(path: String) throws {
    let kind = try #require(CommandKind.all.first { $0.path == path })
    #expect(kind.disagreements() == [])
  }

  @Test func `no two events share a name and version, no two commands a path`() {
    let events = Event.kinds.map { "\($0.type) \($0.schemaVersion)" }
    #expect(Set(events).count == events.count)
    #expect(Set(CommandKind.all.map(\.path)).count == CommandKind.all.count)
    #expect(Set(CommandKind.all.map(\.title)).count == CommandKind.all.count)
  }
}
