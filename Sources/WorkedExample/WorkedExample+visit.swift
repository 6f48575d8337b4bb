/// 5 November to 5 January: the visit to Ashmere is proposed, scheduled and staffed, and its team briefed.
extension WorkedExample {
  static let planning: [Step] = [
    Step(
      "2025-11-05", "10:00", "ash-lead", "visits/propose",
      """
      {"id": "vis-1", "cycle": "ash-evidence", "kind": "main",
       "focus": "What our figures show, and whom they leave out",
       "window": {"from": "2026-01-12", "to": "2026-02-06"}}
      """),
    Step(
      "2025-11-10", "10:30", "co-1", "visits/vis-1/schedule", story: 60,
      """
      {"from": "2026-01-20", "to": "2026-01-21", "place": "Ashmere town hall, committee room 2"}
      """),
    Step(
      "2026-01-05", "10:00", "ash-lead", "visits/vis-1/set-agenda", story: 74,
      """
      {"sessions": [
        {"number": 1, "day": "2026-01-20", "where": "A secondary school in the north of Ashmere",
         "with": "Heads of year, the school council", "question": "11.2", "approach": "school_visits"},
        {"number": 2, "day": "2026-01-20", "where": "Town hall",
         "with": "The data team and the education welfare service", "question": "11.1",
         "approach": "statistics"},
        {"number": 3, "day": "2026-01-21", "where": "The outreach unit that Ashmere shares with Calverby",
         "with": "Staff of the unit, parents", "question": "11.3", "approach": "case_material"}
      ]}
      """),
    Step(
      "2026-01-05", "11:00", "ash-lead", "visits/vis-1/share-briefing", story: 75,
      """
      {"items": ["Self-review statement of 12 December 2025", "Exclusions return 2024-25",
        "Survey of head teachers", "Agenda, and how to find the town hall"]}
      """),
  ]

  /// 12 to 24 November.
  static let team: [Step] = [
    invite(
      "2025-11-12", "09:30", 61, "bir-lead", "bir", "peer", "Has taken apart a formula of figures at home."),
    invite(
      "2025-11-12", "09:35", 62, "cal-lead", "cal", "peer",
      "Knows how learners here are placed, from next door."),
    invite("2025-11-12", "09:40", 63, "dun-off", "dun", "peer", "Ran attendance casework for many years."),
    invite(
      "2025-11-12", "09:45", 64, "uni-1", "uni", "outsider",
      "Has studied how authorities come to count what they count."),
    Step(
      "2025-11-13", "10:00", "bir-lead", "visits/vis-1/accept", story: 65, #"{"ground_rules_version": 2}"#),
    Step("2025-11-14", "14:00", "uni-1", "visits/vis-1/accept", story: 66, #"{"ground_rules_version": 2}"#),
    Step(
      "2025-11-17", "09:30", "cal-lead", "visits/vis-1/accept", story: 67, #"{"ground_rules_version": 2}"#),
    Step(
      "2025-11-18", "16:00", "dun-off", "visits/vis-1/decline", story: 68,
      """
      {"category": "workload", "note": "I have been covering two vacant posts since my illness in the \
      summer, and could not prepare as the host deserves."}
      """),
    invite(
      "2025-11-19", "09:30", 69, "esk-lead", "esk", "peer",
      "Asks patiently, and has looked at part-time arrangements at home.", replyBy: "2025-11-26"),
    Step(
      "2025-11-20", "11:00", "esk-lead", "visits/vis-1/accept", story: 70, #"{"ground_rules_version": 2}"#),
    Step(
      "2025-11-17", "10:00", "cal-lead", "visits/vis-1/declare-conflict", story: 71,
      """
      {"kind": "shared_service", "detail": "Calverby and Ashmere commission the outreach unit together, and \
      I sit on the board that renews its contract."}
      """),
    Step(
      "2025-11-21", "10:00", "co-1", "visits/vis-1/assess-conflict", story: 72,
      """
      {"conflict": 1, "outcome": "managed", "condition": "Sits out the session at the outreach unit, and does \
      not write about it."}
      """),
    Step("2025-11-24", "10:00", "co-1", "visits/vis-1/appoint-lead", story: 73, #"{"person": "bir-lead"}"#),
  ]

  private static func invite(
    _ day: String, _ time: String, _ story: Int, _ person: String, _ organisation: String, _ role: String,
    _ why: String, replyBy: String = "2025-11-21"
  ) -> Step {
    Step(
      day, time, "co-1", "visits/vis-1/invite-member", story: story,
      """
      {"person": "\(person)", "organisation": "\(organisation)", "role": "\(role)", "why": "\(why)",
       "reply_by": "\(replyBy)"}
      """)
  }
}
