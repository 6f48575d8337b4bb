/// 1 to 3 September: who there is. Each LEA's decision-maker is seeded by letter; all else an LEA grants
/// itself.
extension WorkedExample {
  static let people: [Step] = authorities.flatMap { $0.steps } + universityAndOffice

  /// One of the six, with the three of its people who take part.
  fileprivate struct Authority {
    let id: String
    let name: String
    let laCode: String
    let onsCode: String
    /// Decision-maker, review lead, officer.
    let names: [String]
    /// Minutes into the morning, so that no two share a time.
    let offset: Int
  }

  private static let authorities = [
    Authority(
      id: "ash", name: "Ashmere", laCode: "981", onsCode: "E08009901",
      names: ["Martin Oakes", "Ruth Calder", "Priya Nair"], offset: 0),
    Authority(
      id: "bir", name: "Birkholt", laCode: "982", onsCode: "E08009902",
      names: ["Angela Voss", "Tom Hesketh", "Samir Haddad"], offset: 8),
    Authority(
      id: "cal", name: "Calverby", laCode: "983", onsCode: "E08009903",
      names: ["David Amos", "Joan Pickering", "Lena Fairley"], offset: 16),
    Authority(
      id: "dun", name: "Dunmoss", laCode: "984", onsCode: "E10009904",
      names: ["Peter Strang", "Gwen Ridley", "Colin Marsh"], offset: 24),
    Authority(
      id: "esk", name: "Eskwater", laCode: "985", onsCode: "E10009905",
      names: ["Robert Thwaite", "Nadia Karim", "Ella Brough"], offset: 32),
    Authority(
      id: "fer", name: "Fernlow", laCode: "986", onsCode: "E06009906",
      names: ["Sheila Goss", "Owen Tarrant", "Daniel Quayle"], offset: 40),
  ]

  private static let universityAndOffice = [
    Step(
      "2025-09-01", "12:00", "co-1", "organisations/register",
      """
      {"organisation": "uni", "name": "Northmoor University", "short_name": "Northmoor",
       "kind": "university"}
      """),
    Step("2025-09-01", "12:05", "co-1", "people/register", person("dp-1", "office", "Imran Sadiq", "office")),
    Step("2025-09-01", "12:07", "co-1", "people/dp-1/grant-role", #"{"role": "dp"}"#),
    Step(
      "2025-09-01", "12:10", "co-1", "people/register",
      person("uni-1", "uni", "Miriam Achterberg", "northmoor")),
    Step("2025-09-01", "12:12", "co-1", "people/uni-1/grant-role", #"{"role": "uf"}"#),
    Step(
      "2025-09-01", "12:15", "co-1", "people/register", person("uni-2", "uni", "Alistair Penn", "northmoor")),
    Step("2025-09-01", "12:17", "co-1", "people/uni-2/grant-role", #"{"role": "uf"}"#),
  ]

  fileprivate static func person(_ id: String, _ organisation: String, _ name: String, _ domain: String)
    -> String
  {
    let mailbox = name.lowercased().split(separator: " ").joined(separator: ".")
    return """
      {"id": "\(id)", "organisation": "\(organisation)", "name": "\(name)", \
      "email": "\(mailbox)@\(domain).example.org"}
      """
  }

  fileprivate static func time(_ hour: String, _ minute: Int) -> String {
    hour + ":" + (minute < 10 ? "0" : "") + String(minute)
  }
}

extension WorkedExample.Authority {
  fileprivate var steps: [Step] { [registered] + decider + reviewLead + officer }

  private var registered: Step {
    Step(
      "2025-09-01", WorkedExample.time("09", offset), "co-1", "organisations/register",
      """
      {"organisation": "\(id)", "name": "\(name) Council", "short_name": "\(name)", "kind": "lea",
       "la_code": "\(laCode)", "ons_code": "\(onsCode)"}
      """)
  }

  private var decider: [Step] {
    [
      enter("\(id)-dec", names[0], by: "co-1", "2025-09-01", 1),
      Step(
        "2025-09-01", WorkedExample.time("09", offset + 2), "co-1", "people/\(id)-dec/grant-role",
        """
        {"role": "ld", "letter_ref": "Director of Education, \(name) Council, 29 August 2025"}
        """),
    ]
  }

  private var reviewLead: [Step] {
    [
      enter("\(id)-lead", names[1], by: "co-1", "2025-09-01", 3),
      Step(
        "2025-09-02", WorkedExample.time("09", offset), "\(id)-dec", "people/\(id)-lead/grant-role",
        #"{"role": "ll"}"#),
    ]
  }

  private var officer: [Step] {
    [
      enter("\(id)-off", names[2], by: "\(id)-lead", "2025-09-02", 2),
      Step(
        "2025-09-02", WorkedExample.time("09", offset + 4), "\(id)-dec", "people/\(id)-off/grant-role",
        #"{"role": "lc"}"#),
    ]
  }

  private func enter(_ person: String, _ called: String, by actor: String, _ day: String, _ minute: Int)
    -> Step
  {
    Step(
      day, WorkedExample.time("09", offset + minute), actor, "people/register",
      WorkedExample.person(person, id, called, name.lowercased()))
  }
}
