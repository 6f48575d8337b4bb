/// 3 September to 3 October: a programme is proposed; five LEAs join, one declines and is asked again.
extension WorkedExample {
  static let joining: [Step] = [
    Step(
      "2025-09-03", "10:00", "co-1", "programmes/propose", story: 1,
      """
      {"id": "six-dales", "name": "Six Dales Inclusion Collegiate 2025-26",
       "purpose": "Each of our authorities looks at one aspect of its own policy and practice on inclusion. \
      Colleagues from the others and from the university come to support and to challenge. What each of us \
      makes of it, and does about it, stays its own to decide.",
       "period": {"from": "2025-09-01", "to": "2026-07-31"}, "partners": ["uni", "office"]}
      """),
    invite("ash", "09:00", 3),
    invite("bir", "09:02", 4),
    invite("cal", "09:04", 5),
    invite("dun", "09:06", 6),
    invite("esk", "09:08", 7),
    invite("fer", "09:10", 8),
    join(
      "2025-09-08", "ash", 9, "To see our figures with other eyes.",
      "Two colleagues, two days each, for two visits; a third if somebody falls ill."),
    join(
      "2025-09-10", "bir", 10, "To learn how neighbours share out money without rewarding labels.",
      "Our review lead for three visits of two days."),
    join(
      "2025-09-12", "cal", 11, "A definition that somebody outside this office could repeat.",
      "Our review lead for two visits of two days."),
    join(
      "2025-09-16", "dun", 12, "To see specialist staff at work in ordinary classrooms.",
      "Our review lead and an officer, for two visits of two days between them."),
    join(
      "2025-09-18", "esk", 13, "Schools here support one another kindly; we want to learn to challenge, too.",
      "Our review lead for three visits of two days."),
    Step(
      "2025-09-19", "10:30", "fer-dec", "programmes/six-dales/decline-to-join", story: 14,
      """
      {"reason": "We have no officer time this term: two of four posts in the inclusion team are vacant."}
      """),
    Step(
      "2025-10-02", "09:15", "co-1", "programmes/six-dales/invite-lea", story: 22,
      #"{"lea": "fer", "reply_by": "2025-10-10"}"#),
    join(
      "2025-10-03", "fer", 23,
      "We send many people on many courses; we want to know what that changes. One vacancy is filled now.",
      "Our review lead for one visit of two days."),
  ]

  private static func invite(_ lea: String, _ time: String, _ story: Int) -> Step {
    Step(
      "2025-09-04", time, "co-1", "programmes/six-dales/invite-lea", story: story,
      #"{"lea": "\#(lea)", "reply_by": "2025-09-19"}"#)
  }

  private static func join(_ day: String, _ lea: String, _ story: Int, _ benefit: String, _ offer: String)
    -> Step
  {
    Step(
      day, "11:00", "\(lea)-dec", "programmes/six-dales/join", story: story,
      #"{"benefit_sought": "\#(benefit)", "offer": "\#(offer)"}"#)
  }

  /// 7 October: it starts, and the days are named on which nobody travels.
  static let programme: [Step] = [
    Step(
      "2025-10-07", "09:30", "co-1", "programmes/six-dales/start", story: 27,
      #"{"framework": "inclusion-1", "agreement": "ground-rules"}"#),
    Step(
      "2025-10-07", "10:00", "co-1", "programmes/six-dales/declare-no-visit-period", story: 28,
      """
      {"from": "2025-12-22", "to": "2026-01-02", "why": "holidays", "note": "Schools are closed."}
      """),
    Step(
      "2025-10-07", "10:05", "co-1", "programmes/six-dales/declare-no-visit-period", story: 29,
      """
      {"from": "2026-03-27", "to": "2026-05-07", "why": "pre_election",
       "note": "Local elections: council officers stay out of the public eye."}
      """),
    Step(
      "2025-10-07", "10:10", "co-1", "programmes/six-dales/declare-no-visit-period", story: 30,
      """
      {"from": "2026-05-11", "to": "2026-05-14", "why": "tests", "note": "Tests in primary schools."}
      """),
  ]
}
