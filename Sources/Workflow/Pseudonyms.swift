import Crypto
import EventSourcing
import PeerReview
import ReadModels

/// Stand-ins for people, for readers who may see rows but not who is in them: the same person always has
/// the same one within a consortium, and nobody gets from it to the person without the log.
package struct Pseudonyms: Sendable {
  private let byPerson: [String: String]
  private let byPseudonym: [String: String]

  package init(genesis: [UInt8], people: some Sequence<String>) {
    byPerson = Dictionary(
      people.map { ($0, Self.pseudonym(genesis, $0)) }, uniquingKeysWith: { first, _ in first })
    byPseudonym = Dictionary(byPerson.map { ($1, $0) }, uniquingKeysWith: { min($0, $1) })
  }

  private static func pseudonym(_ genesis: [UInt8], _ person: String) -> String {
    let digest = SHA256.hash(data: genesis + Array(person.utf8))
    return "person-"
      + digest.prefix(4).map { byte in
        let hex = String(byte, radix: 16)
        return hex.count == 1 ? "0" + hex : hex
      }.joined()
  }

  /// Text as this reader gets it: a person's id replaced wherever it stands as a word of its own, alone, after
  /// its stream's kind, or within a sentence.
  package func hiding(_ text: String) -> String {
    if let pseudonym = byPerson[text] { return pseudonym }
    var out = ""
    var word = ""
    for character in text {
      if Self.isOfID(character) {
        word.append(character)
      } else {
        out += hidingWord(word)
        out.append(character)
        word = ""
      }
    }
    return out + hidingWord(word)
  }

  private func hidingWord(_ word: String) -> String {
    // A full stop after an id belongs to the sentence.
    let id = String(word.reversed().drop { $0 == "." || $0 == "-" }.reversed())
    let rest = word.dropFirst(id.count)
    if let pseudonym = byPerson[id] { return pseudonym + rest }
    let prefix = StreamKind.person.rawValue + "-"
    guard id.hasPrefix(prefix), let pseudonym = byPerson[String(id.dropFirst(prefix.count))] else {
      return word
    }
    return prefix + pseudonym + rest
  }

  private static func isOfID(_ character: Character) -> Bool {
    character.isASCII && (character.isLowercase || character.isNumber || character == "-" || character == ".")
  }

  /// The person behind a pseudonym; nil for anything else, the person's own id too.
  package func person(_ pseudonym: String) -> String? { byPseudonym[pseudonym] }

  package func hiding(_ node: Node) -> Node {
    switch node {
    case .text(let text): .text(hiding(text))
    case .list(let items): .list(items.map { hiding($0) })
    case .object(let members): .object(members.map { Node.Member($0.name, hiding($0.value)) })
    case .null, .bool, .number: node
    }
  }

  package func hiding(_ key: RowKey) -> RowKey { RowKey(parts: key.parts.map { hiding($0) }) }

  /// The rows in the order of their new keys: the old order would tell who is who.
  package func hiding(_ rows: [TableRow]) -> [TableRow] {
    rows.map { row in
      let key = hiding(row.key)
      let cells = row.cells.map { $0 == .text(row.key.name) ? .text(key.name) : hiding($0) }
      return TableRow(key: key, cells: cells, position: row.position)
    }.sorted { $0.key < $1.key }
  }

  private func hiding(_ cell: Cell) -> Cell {
    switch cell {
    case .text(let text): .text(hiding(text))
    case .list(let items): .list(items.map { hiding($0) })
    case .null, .whole, .flag, .day, .moment: cell
    }
  }
}

extension Ledger {
  /// The pseudonyms in which a reader gets people; nil for readers who see who they are.
  package func pseudonyms(for reader: Actor) -> Pseudonyms? {
    guard sight(of: reader).isPseudonymous else { return nil }
    return Pseudonyms(genesis: info.genesis, people: consortium.people.keys)
  }
}
