import Testing

@testable import Web

@Suite struct PagesDifferenceTests {
  private func written(_ difference: Difference) -> String {
    difference.parts.map { $0.isInserted ? "[+\($0.text)]" : $0.isDeleted ? "[-\($0.text)]" : $0.text }
      .joined(separator: " ")
  }

  @Test func `a word that changed stands beside what took its place`() {
    let difference = Difference(
      from: "We collect exclusions from every school each year.",
      to: "We collect absences from every school each year.")
    #expect(written(difference) == "We collect [-exclusions] [+absences] from every school each year.")
  }

  @Test func `the kept and the inserted parts together are the new text, the kept and the deleted the old`() {
    let old =
      "Most think that they hear enough. Where they do not, they blame families. A third would like help."
    let new =
      "Most think that they hear enough. Where they do not, letters go unanswered. A third would like help now."
    let difference = Difference(from: old, to: new)
    #expect(difference.parts.filter { !$0.isDeleted }.map(\.text).joined(separator: " ") == new)
    #expect(difference.parts.filter { !$0.isInserted }.map(\.text).joined(separator: " ") == old)
    #expect(!difference.isRewritten)
  }

  @Test func `a word or two kept by chance between changes is read as changed`() {
    let difference = Difference(
      from: "At first we saw the red of the door in our town hall.",
      to: "At first we saw a blue of a gate in our town hall.")
    #expect(
      written(difference) == "At first we saw [-the red of the door] [+a blue of a gate] in our town hall.")
  }

  @Test func `where nearly nothing was kept the old text stands whole before the new one`() {
    let difference = Difference(
      from: "Exclusions fall year by year.", to: "Nobody had counted reduced timetables.")
    #expect(difference.isRewritten)
    #expect(
      written(difference) == "[-Exclusions fall year by year.] [+Nobody had counted reduced timetables.]")
  }

  @Test func `the same text has no changes`() {
    #expect(Difference(from: "As it was.", to: "As it was.").parts == [.kept("As it was.")])
  }

  @Test func `empty texts break nothing`() {
    #expect(Difference(from: "", to: "").parts.isEmpty)
    #expect(written(Difference(from: "", to: "New words.")) == "[+New words.]")
    #expect(written(Difference(from: "Old words.", to: "")) == "[-Old words.]")
  }
}
