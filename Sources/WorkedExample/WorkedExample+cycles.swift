/// 13 to 24 October: six cycles open, and three pin the definition that they go by; then Ashmere's moves
/// through its stages.
extension WorkedExample {
  static let opening: [Step] = [
    open(
      "2025-10-13", "ash-lead", 35, "ash-evidence", "11", #""11.1", "11.2", "11.3""#,
      "What we count, and what we therefore see",
      "Whatever we count gets done. If our figures hide learners, every plan made on them passes those learners by."
    ),
    open(
      "2025-10-15", "bir-lead", 36, "bir-funding", "6", #""6.1""#,
      "What our funding formula rewards",
      "Money moves people faster than advice does: a formula that pays for barriers lowered would change what schools try.",
      omits: true),
    open(
      "2025-10-16", "cal-lead", 37, "cal-definition", "1", #""1.1", "1.2", "1.3""#,
      "What we mean by inclusion, and who knows",
      "Every service here works to its own meaning. One that all share would change what they ask of one another."
    ),
    open(
      "2025-10-17", "dun-lead", 38, "dun-specialist", "9", #""9.1""#,
      "What our special schools do for the others",
      "Specialist staff are our dearest resource. Where they work decides who can be taught where.",
      omits: true),
    open(
      "2025-10-20", "esk-lead", 39, "esk-support", "7", #""7.1", "7.2""#,
      "Whether our schools challenge as well as support one another",
      "Schools listen to schools. If they asked one another harder questions, we would need to ask fewer.",
      omits: true),
    open(
      "2025-10-24", "fer-lead", 40, "fer-training", "12", #""12.1""#,
      "What our courses change in classrooms",
      "Training is our largest spending on inclusion; we have never looked at what happens afterwards.",
      omits: true),
    Step(
      "2025-10-20", "14:00", "ash-lead", "cycles/ash-evidence/pin-definition", story: 49, #"{"version": 1}"#),
    Step(
      "2025-10-22", "10:00", "esk-lead", "cycles/esk-support/pin-definition", story: 50, #"{"version": 1}"#),
    Step(
      "2025-10-24", "10:30", "dun-lead", "cycles/dun-specialist/pin-definition", story: 51,
      """
      {"version": 1, "reason": "The consultation on our draft runs until spring. The review would lose a year \
      if it waited, and what we learn may better the draft."}
      """),
    stage("2025-11-03", "08:45", "gathering"),
    stage("2025-12-01", "08:45", "first_view"),
    stage("2026-01-20", "08:30", "visiting"),
    stage("2026-01-28", "09:00", "rethinking"),
    stage("2026-03-20", "09:00", "deciding"),
    stage("2026-03-27", "16:30", "acting"),
    stage("2026-07-03", "15:00", "looking_back"),
  ]

  private static func open(
    _ day: String, _ person: String, _ story: Int, _ id: String, _ factor: String, _ questions: String,
    _ focus: String, _ why: String, omits: Bool = false
  ) -> Step {
    let acknowledge = omits ? #", "acknowledge": ["superordinate_omitted"]"# : ""
    return Step(
      day, "09:30", person, "cycles/open", story: story,
      """
      {"id": "\(id)", "programme": "six-dales", "focus": "\(focus)", "factor": "\(factor)",
       "why_high_leverage": "\(why)", "framework_version": "inclusion-1", "scale": "progress",
       "questions": [\(questions)]\(acknowledge)}
      """)
  }

  private static func stage(_ day: String, _ time: String, _ to: String) -> Step {
    Step(day, time, "ash-lead", "cycles/ash-evidence/move-stage", #"{"to": "\#(to)"}"#)
  }
}
