/// 22 September to 6 October: the ground rules are drafted, revised at a lawyer's word, and signed by all.
extension WorkedExample {
  static let agreement: [Step] =
    [
      Step("2025-09-22", "10:00", "co-1", "agreements/draft", story: 15, draft),
      Step("2025-09-25", "15:30", "ash-lead", "agreements/ground-rules/revise", story: 16, revision),
    ]
    + [
      sign("2025-09-26", "ash-dec", 17), sign("2025-09-29", "bir-dec", 18), sign("2025-09-29", "cal-dec", 19),
      sign("2025-09-30", "dun-dec", 20), sign("2025-10-01", "esk-dec", 21), sign("2025-10-06", "fer-dec", 24),
      sign("2025-10-06", "uni-1", 25),
    ]
    + [
      Step(
        "2025-10-06", "16:00", "co-1", "agreements/ground-rules/bring-into-force", story: 26,
        #"{"from": "2025-10-06", "review_on": "2026-07-17"}"#)
    ]

  private static func sign(_ day: String, _ person: String, _ story: Int) -> Step {
    let time = ["cal-dec": "12:30", "uni-1": "14:00"][person] ?? "11:30"
    return Step(day, time, person, "agreements/ground-rules/sign", story: story, #"{"statement_version": 2}"#)
  }

  private static let draft =
    #"{"id": "ground-rules", "programme": "six-dales", "#
    + wording(
      disclosure: """
        Nothing in this agreement keeps a council from disclosing what the law on information obliges it \
        to disclose.
        """)
    + "}"

  private static let revision =
    "{"
    + wording(
      disclosure: """
        Nothing in this agreement keeps a council from disclosing what the law on information obliges it \
        to disclose. A council that receives a request for what another has entered asks that council \
        first, within two working days, and neither promises confidence beyond what the law allows.
        """)
      + """
      , "reason": "Ashmere's lawyer: the limit of confidence must be plain before anybody speaks in confidence."}
      """

  private static func wording(disclosure: String) -> String {
    """
    "parties": ["ash", "bir", "cal", "dun", "esk", "fer", "uni"],
    "terms": {
      "ground_rules": "Visitors notice and ask; they never judge. They describe arrangements, not persons \
    or children. Each visitor takes something home. Nobody ranks anybody.",
      "site_access": "Visitors carry their council's badge and their disclosure certificate, and are \
    accompanied wherever there are learners.",
      "research_use": "The university may use what the councils have released, without names of people or \
    schools; it names no council without that council's consent, given for each text."
    },
    "non_attribution": "Words spoken during a visit are not attributed to the person who spoke them, in \
    any report or afterwards.",
    "release_rule": "The host decides what of a visit travels beyond the team, when, and to whom.",
    "disclosure_text": "\(disclosure)"
    """
  }
}
