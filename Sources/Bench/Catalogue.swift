/// What is measured, and which of it is asked for.
struct Catalogue: Sendable {
  struct Entry: Sendable {
    let name: String
    /// The floor's figure beside which it stands.
    let floor: String?
  }

  let entries: [Entry]
  private let wanted: Set<String>

  /// `only` holds letters of groups, names and beginnings of names, with commas between; nil for everything.
  init(ages: [Age], only: String?) throws {
    let entries = Self.all(ages)
    self.entries = entries
    let tokens = only?.split(separator: ",").map(String.init)
    wanted =
      try tokens.map { try Set($0.flatMap { try Self.names($0, of: entries) }) } ?? Set(entries.map(\.name))
  }

  func wants(_ name: String) -> Bool { wanted.contains(name) }
  func wants(group: Character) -> Bool { wanted.contains { Self.group($0) == group } }
  func floor(of name: String) -> String? { entries.first { $0.name == name }?.floor }

  /// The figures of the floor that are asked for, or stand beside something that is.
  var floors: [String] {
    let needed = Set(entries.filter { wants($0.name) }.compactMap(\.floor))
    return entries.map(\.name).filter { $0.hasPrefix("floor.") && (wants($0) || needed.contains($0)) }
  }

  private static func names(_ token: String, of entries: [Entry]) throws -> [String] {
    let found = entries.map(\.name).filter { matches($0, token, of: entries) }
    guard !found.isEmpty else { throw BenchFailure(unknown(token, entries)) }
    return found
  }

  /// A whole name means that figure alone, although longer names begin with it.
  private static func matches(_ name: String, _ token: String, of entries: [Entry]) -> Bool {
    if token.count == 1, let letter = token.first { return group(name) == letter }
    return entries.contains { $0.name == token } ? name == token : name.hasPrefix(token)
  }

  private static func group(_ name: String) -> Character {
    if name.hasPrefix("start.") || isAged(name) { return "g" }
    let groups: [(String, Character)] = [
      ("floor.", "a"), ("append.", "b"), ("http.command.", "c"), ("http.get.", "d"), ("lag.", "e"),
      ("rebuild", "f"), ("peer.", "h"),
    ]
    return groups.first { name.hasPrefix($0.0) }?.1 ?? "?"
  }

  private static func isAged(_ name: String) -> Bool {
    guard let last = name.split(separator: ".").last, last != "4k" else { return false }
    return Age(String(last)) != nil
  }

  private static func unknown(_ token: String, _ entries: [Entry]) -> String {
    "There is no figure \(token). A letter from a to h, a name, or the beginning of one: "
      + entries.map(\.name).joined(separator: ", ")
  }
}

extension Catalogue {
  private static func all(_ ages: [Age]) -> [Entry] {
    [1, 8, 32].map { Entry(name: "floor.c\($0)", floor: nil) } + appends
      + [
        Entry(name: "http.command.c1", floor: "floor.c1"),
        Entry(name: "http.command.c32", floor: "floor.c32"),
        Entry(name: "http.command.half", floor: nil), Entry(name: "http.get.c1", floor: "floor.c1"),
        Entry(name: "http.get.c32", floor: "floor.c32"), Entry(name: "lag.half", floor: nil),
        Entry(name: "rebuild", floor: nil),
      ] + ages.flatMap(aged)
      + [1, 32].map { Entry(name: "peer.eventsourcing.c\($0)", floor: "floor.c\($0)") }
  }

  private static var appends: [Entry] {
    ["", ".4k"].flatMap { size in
      ["1log", "32logs"].flatMap { logs in
        [1, 8, 32].map { Entry(name: "append.\(logs).c\($0)\(size)", floor: "floor.c\($0)") }
      }
    } + [Entry(name: "append.1log.c128", floor: "floor.c32")]
  }

  private static func aged(_ age: Age) -> [Entry] {
    [Entry(name: "start.\(age.name)", floor: nil)]
      + ["http.get.c32", "http.command.c32", "append.1log.c32"].map {
        Entry(name: "\($0).\(age.name)", floor: "floor.c32")
      }
  }
}
