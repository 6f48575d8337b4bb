/// A year of the Six Dales Inclusion Collegiate, all of it fictional: six LEAs and a university, told as
/// the commands that its people gave. The product's demonstration, and its largest test.
package enum WorkedExample {
  /// The name of its log.
  package static let slug = "six-dales"
  package static let name = "Six Dales Inclusion Collegiate"

  /// What `consortium create` does as the product itself, before anybody else can do anything.
  package static let installation: [Step] = [
    Step(
      "2025-09-01", "07:00", "collegiate", "organisations/register",
      """
      {"organisation": "office", "name": "Six Dales Programme Office", "short_name": "Office",
       "kind": "partner"}
      """),
    Step(
      "2025-09-01", "07:01", "collegiate", "people/register",
      """
      {"id": "co-1", "organisation": "office", "name": "Harriet Lowe",
       "email": "harriet.lowe@office.example.org"}
      """),
    Step(
      "2025-09-01", "07:02", "collegiate", "people/co-1/grant-role",
      """
      {"role": "co", "letter_ref": "SD/2025/001"}
      """),
  ]

  /// Everything after it, in the order in which it is performed; what shares a minute keeps the order of
  /// its file.
  package static let steps: [Step] = [
    people, framework, joining, agreement, programme, definitions, opening, consultation, evidence, firstView,
    planning, team, visiting, interruptions, answers, rethinking, report, deciding, actions, looking,
  ]
  .flatMap { $0 }.enumerated()
  .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
  .map(\.element)
}
