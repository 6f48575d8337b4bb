import PeerReview
import ReadModels
import TestSupport
import Testing
import Workflow

@Suite struct `People to an analyst` {
  @Test
  func `an analyst finds nobody's id in any cell or key of any view, and one pseudonym for each person`()
    async throws
  {
    try await withHouse(until: "2026-02-13") { house in
      try await house.perform(
        "people/register", as: "ash-lead", #"{"id":"ash-analyst","organisation":"ash"}"#)
      try await house.perform("people/ash-analyst/grant-role", as: "ash-dec", #"{"role":"an"}"#)
      let people = Set(await house.ledger.consortium.people.keys)
      var pseudonyms: Set<String> = []
      for view in ViewKind.all {
        let table = await house.ledger.read(ViewQuestion(view, for: Actor("ash-analyst"))).table
        for row in table.rows {
          for text in row.cells.map(\.text) + [row.key.name] {
            let words = text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }.map(
              String.init)
            let named = words.flatMap { word in
              [word, word.replacing("person-", with: ""), String(word.prefix { $0 != "." })]
            }
            #expect(people.isDisjoint(with: named), "\(view.name): \(text)")
            pseudonyms.formUnion(words.filter { $0.hasPrefix("person-") && $0.count == 15 })
          }
        }
        #expect(table.rows.map(\.key) == table.rows.map(\.key).sorted(), "\(view.name)")
        let own = await house.ledger.table(view, for: Actor("ash-lead"))
        #expect(table.rows.count <= own.rows.count)
      }
      #expect(pseudonyms.count > 10)
    }
  }

  @Test func `words are replaced where an id stands as a word, and nowhere else`() {
    let pseudonyms = Pseudonyms(genesis: [1, 2, 3], people: ["bir-lead", "co-1", "x"])
    let lead = pseudonyms.hiding("bir-lead")
    #expect(lead.hasPrefix("person-") && pseudonyms.person(lead) == "bir-lead")
    #expect(pseudonyms.hiding("person-bir-lead") == "person-" + lead)
    #expect(pseudonyms.hiding("bir-lead accepted.") == "\(lead) accepted.")
    #expect(pseudonyms.hiding("Asked by bir-lead.") == "Asked by \(lead).")
    #expect(pseudonyms.hiding("vis-1/bir-lead") == "vis-1/\(lead)")
    for text in ["bir-leader", "cobir-lead", "co-10", "xx", "Bir-Lead", ""] {
      #expect(pseudonyms.hiding(text) == text)
    }
    #expect(Pseudonyms(genesis: [9], people: ["bir-lead"]).hiding("bir-lead") != lead)
    #expect(pseudonyms.person("bir-lead") == nil)
  }
}
