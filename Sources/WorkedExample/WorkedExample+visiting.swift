/// 20 and 21 January: the visit itself.
extension WorkedExample {
  static let visiting: [Step] = [
    Step("2026-01-20", "09:00", "bir-lead", "visits/vis-1/begin", story: 76),
    Step(
      "2026-01-20", "12:30", "esk-lead", "visits/vis-1/record-session", story: 77,
      """
      {"session": 1, "outcome": "held", "heads": 19,
       "notes": "The school has excluded nobody for two years. On the wall of the year office hangs a plan of \
      who comes on which mornings. The school council knew it well; the heads of year had not thought of it \
      as absence."}
      """),
    Step(
      "2026-01-20", "15:45", "uni-1", "visits/vis-1/record-session", story: 78,
      """
      {"session": 2, "outcome": "held", "heads": 7,
       "notes": "Each figure goes into a plan, and each plan quotes the figures. We asked which decision was \
      last changed by one of them. It took a while to find an example."}
      """),
    Step(
      "2026-01-21", "11:30", "bir-lead", "visits/vis-1/record-session", story: 79,
      """
      {"session": 3, "outcome": "held", "heads": 12,
       "notes": "Calverby's member sat this session out. Parents described meetings at which the timetable had \
      been settled before they arrived."}
      """),
    Step(
      "2026-01-20", "16:15", "esk-lead", "visits/vis-1/request-evidence", story: 80,
      """
      {"what": "How many learners came for part of the week by arrangement, September to December, by school",
       "why": "The exclusions return and what we saw this morning do not tell the same story about presence."}
      """),
    Step("2026-01-21", "16:00", "bir-lead", "visits/vis-1/end", story: 84),
  ]

  /// 30 January to 4 March: the team reports, the host checks and releases, two visitors take something
  /// home, and a request is met.
  static let report: [Step] = [
    Step(
      "2026-01-30", "14:00", "bir-lead", "visits/vis-1/report-back", story: 90,
      """
      {"noticed": [
        "Exclusions are known to the last case. No school and no office counts who comes for part of the week.",
        "Pupils were asked, in six schools, and what they said is in the statement.",
        "The survey of heads describes families; no family was asked."],
       "wondered": [
        "What would the trend in exclusions look like beside a count of reduced timetables?",
        "Who decides that a timetable is reduced, and who asks whether it may end?",
        "Does anybody use the exclusions figure to decide something?"],
       "offered": [
        "Eskwater: come and see how three schools review part-time arrangements with pupils each half-term.",
        "Birkholt: the two pages with which we ask schools what a figure made them do."]}
      """),
    Step(
      "2026-02-03", "10:00", "ash-lead", "visits/vis-1/raise-point", story: 91,
      """
      {"where": "Noticed, first sentence", "what": "Two primary schools do keep a list of part-time \
      arrangements. It would be accurate to say that the authority does not gather such lists."}
      """),
    Step(
      "2026-02-04", "15:00", "ash-lead", "visits/vis-1/raise-point", story: 92,
      """
      {"where": "Wondered, third question", "what": "The figures are used, for the yearly report to members. We \
      would like the question left out."}
      """),
    Step(
      "2026-02-06", "09:30", "bir-lead", "visits/vis-1/answer-point", story: 93,
      """
      {"point": 1, "answer": "accepted", "why": "We saw one of the two lists ourselves, and wrote too broadly."}
      """),
    Step(
      "2026-02-09", "09:30", "bir-lead", "visits/vis-1/answer-point", story: 94,
      """
      {"point": 2, "answer": "not_accepted", "why": "It is a question and claims nothing. Your reply to it is now \
      part of the report, which serves readers better than its absence."}
      """),
    Step("2026-02-13", "11:00", "bir-lead", "visits/vis-1/settle-report", story: 95),
    Step(
      "2026-02-25", "10:00", "ash-lead", "visits/vis-1/release-report", story: 96, #"{"to": "collegiate"}"#),
    Step(
      "2026-02-26", "10:00", "bir-lead", "visits/vis-1/record-take-away", story: 97,
      """
      {"idea": "Before we look at our formula: list who is not there to be counted by it. Ask pupils first."}
      """),
    Step(
      "2026-02-26", "14:00", "esk-lead", "visits/vis-1/record-take-away", story: 98,
      """
      {"idea": "Ashmere's youth workers, not teachers, held the conversations with pupils. We shall try that."}
      """),
    Step(
      "2026-03-04", "10:30", "ash-lead", "visits/vis-1/answer-request", story: 100,
      #"{"request": 1, "answer": "provided", "evidence": ["a5"]}"#),
  ]
}
