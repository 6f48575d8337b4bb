import PeerReview
import ReadModels
import Workflow

/// What people and organisations are called, for one reader.
struct Directory: Sendable {
  let organisations: [OrganisationID: Organisation]
  let names: [PersonID: String]
  let pseudonyms: Pseudonyms?

  func name(_ organisation: OrganisationID?) -> String {
    organisation.map { organisations[$0]?.shortName ?? $0.text } ?? "No organisation"
  }

  /// A person's name; an analyst gets a stand-in.
  func name(_ person: PersonID) -> String {
    if let pseudonyms { return pseudonyms.hiding(person.text) }
    return names[person] ?? person.text
  }

  /// The same line with names in place of people's ids, and days as people read them. Only a visit's lines
  /// name organisations by their ids, which are too short to be looked for in prose.
  func rewording(_ text: String, ofVisit: Bool = false) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let bare = word.trimmingSuffix { ",.:;".contains($0) }
      let rest = word[bare.endIndex...]
      if let day = CalendarDay(bare) { return InWords.day(day) + rest }
      if ofVisit, let organisation = organisations[OrganisationID(String(bare))] {
        return organisation.shortName + rest
      }
      return names[PersonID(String(bare))] == nil ? String(word) : name(PersonID(String(bare))) + rest
    }.joined(separator: " ")
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while drop: (Character) -> Bool) -> Substring {
    var text = self
    while let last = text.last, drop(last) { text.removeLast() }
    return text
  }
}

extension Ledger {
  func directory(for reader: Actor) async throws -> Directory {
    let names = try await names()
    let seen = seen(Outlook(reader, self)) { $0.kind == .organisations }
    return Directory(
      organisations: seen.organisations.first?.value.byID ?? [:], names: names,
      pseudonyms: pseudonyms(for: reader))
  }
}
