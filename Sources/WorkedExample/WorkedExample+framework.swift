/// 2 and 3 September: the first version of the instrument. The factors follow the paper that the product
/// implements; the questions are put in our own words.
extension WorkedExample {
  static let framework: [Step] =
    [Step("2025-09-02", "10:30", "uni-1", "frameworks/draft", #"{"id": "inclusion-1"}"#)]
    + factors.flatMap { $0.steps }
    + [
      Step(
        "2025-09-02", "14:30", "uni-1", "frameworks/inclusion-1/mark-superordinate",
        """
        {"factor": "1", "why": "Whatever is judged is judged by what is meant: where the meaning is not \
        shared, the other answers cannot be compared from one office to the next."}
        """),
      Step(
        "2025-09-02", "14:32", "uni-1", "frameworks/inclusion-1/mark-superordinate",
        """
        {"factor": "11", "why": "What is counted gets attention. The evidence that an LEA looks at decides \
        what it can notice about everything else."}
        """),
      Step("2025-09-02", "15:00", "uni-1", "frameworks/inclusion-1/offer-scale", scale),
      Step(
        "2025-09-03", "14:00", "uni-1", "frameworks/inclusion-1/publish", story: 2,
        """
        {"change_note": "First version: twelve factors and twenty-one questions, as a working list. It is \
        meant to change as the LEAs work with it."}
        """),
    ]

  private static let scale = """
    {"name": "progress", "steps": [
      {"step": "not_yet", "prose": "We do not do this yet, or cannot show that we do."},
      {"step": "emerging", "prose": "We have begun, in places, and know what is still missing."},
      {"step": "established", "prose": "It is how we work, in most places, and we can show it."},
      {"step": "embedded", "prose": "It holds without anybody pushing, and those concerned say so too."},
      {"step": "cannot_yet_say", "prose": "We have not seen enough to say."}
    ]}
    """

  private struct Factor {
    let number: Int
    let name: String
    let questions: [String]
    /// The minute after 10:30 from which it is entered.
    let offset: Int

    var steps: [Step] {
      [step(0, "add-factor", #"{"factor": "\#(number)", "name": "\#(name)"}"#)]
        + questions.enumerated().map { index, text in
          step(
            index + 1, "add-question",
            #"{"question": "\#(number).\#(index + 1)", "factor": "\#(number)", "text": "\#(text)"}"#)
        }
    }

    private func step(_ minute: Int, _ command: String, _ body: String) -> Step {
      let at = 10 * 60 + 35 + offset + minute
      let time = String(at / 60) + ":" + (at % 60 < 10 ? "0" : "") + String(at % 60)
      return Step("2025-09-02", time, "uni-1", "frameworks/inclusion-1/\(command)", body)
    }
  }

  private static let factors = [
    Factor(
      number: 1, name: "Definition",
      questions: [
        "Do people across the authority mean the same thing when they say inclusion?",
        "Is our definition short and plain, and do those it is meant for know it?",
        "Do those whose backing it needs, in the department and beyond, stand behind it?",
      ], offset: 0),
    Factor(
      number: 2, name: "Leadership",
      questions: [
        "Do senior managers and elected members take charge of questions of inclusion?",
        "Do they put one clear vision to everybody concerned with education here, and keep to it?",
        "Do they mark good practice when they see it, and challenge practice that they cannot accept?",
      ], offset: 5),
    Factor(
      number: 3, name: "Attitudes",
      questions: [
        "Does the department look for ways through, and work at the barriers that schools meet?"
      ], offset: 10),
    Factor(
      number: 4, name: "Policies, planning and processes",
      questions: ["Does our definition of inclusion run through every plan and review that we make?"],
      offset: 15),
    Factor(
      number: 5, name: "Structures, roles and responsibilities",
      questions: [
        "Does the way in which the department is built help it to support and challenge schools?",
        "Does each unit know its part, and do schools meet one service rather than many?",
      ], offset: 20),
    Factor(
      number: 6, name: "Funding",
      questions: [
        "Does the way in which we share out money help schools, alone and together, to find and lower barriers?"
      ], offset: 25),
    Factor(
      number: 7, name: "Support and challenge to schools",
      questions: [
        "Do schools know what we hope for from inclusive education, and why?",
        "Do we help schools to support and challenge one another?",
      ], offset: 30),
    Factor(
      number: 8, name: "Responding to diversity",
      questions: [
        "Do we encourage every school to widen what it offers, so that fewer learners are left at the edge?"
      ], offset: 35),
    Factor(
      number: 9, name: "Specialist provision",
      questions: [
        "Is it clear how special schools and services add to inclusion, rather than stand in for it?"
      ],
      offset: 40),
    Factor(
      number: 10, name: "Partnerships",
      questions: [
        "Do the department and its schools share a commitment to inclusion, and talk about it openly?",
        "Do we work well with health and with the other departments on it?",
      ], offset: 45),
    Factor(
      number: 11, name: "Use of evidence",
      questions: [
        "Do we have clear signs of success that follow from our own definition of inclusion?",
        "Does the evidence that we and our schools collect let us see whether practice becomes more inclusive?",
        "Does that evidence hold the views of pupils and families on what they are offered?",
      ], offset: 50),
    Factor(
      number: 12, name: "Staff development and training",
      questions: [
        "Is there a funded plan by which everybody goes on learning about inclusion, in general and for their own role?"
      ], offset: 55),
  ]
}
