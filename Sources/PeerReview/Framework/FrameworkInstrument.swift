/// The content of a framework version as the product ships it: what a facilitator may enter as it stands.
package struct FrameworkInstrument: Sendable, Equatable {
  package let factors: [Factor]
  package let questions: [Question]
  package let scales: [Scale]

  /// Version 1: twelve factors with 21 questions, in the product's own words after the working list of the
  /// paper that it implements (lines 345 to 418 there), and one scale.
  package static let first = FrameworkInstrument(
    topics: [
      Topic(
        "1",
        "Definition",
        isSuperordinate: true,
        "Would any two of us, asked apart, give the same account of what inclusion means here?",
        "Can our definition be said in one breath, and do those it is meant for know it?",
        "Do the people who matter to it stand behind it, in our own offices and well beyond them?"
      ),
      Topic(
        "2",
        "Leadership",
        "Do our senior officers and our elected members steer the work on inclusion, and steer it well?",
        "Do schools and partners hear one steady message from them about where we want to go?",
        "Do they notice and praise work that includes learners, and speak up about work that shuts them out?"
      ),
      Topic(
        "3",
        "Attitudes",
        "When a school meets a difficulty, do we look with it for what stands in the way and for a way round?"
      ),
      Topic(
        "4",
        "Policies, planning and processes",
        "Can our definition be traced through every plan that we make and every review that we do of ourselves?"
      ),
      Topic(
        "5",
        "Structures, roles and responsibilities",
        "Does the way we are organised help us both to back schools and to question them about inclusion?",
        "Does each team know its own part in this, and does a school meet one service and not several?"
      ),
      Topic(
        "6",
        "Funding",
        "Does the way we share out money leave schools, alone and together, able to find barriers and act on them?"
      ),
      Topic(
        "7",
        "Support and challenge to schools",
        "Do schools know what our policy hopes for, and could they say it in their own words?",
        "Do we make it easy for schools to help one another and to ask one another hard questions?"
      ),
      Topic(
        "8",
        "Responding to diversity",
        "Do we help every school to widen what it teaches and offers, before any learner drifts to the edge?"
      ),
      Topic(
        "9",
        "Specialist provision",
        "Is it plain what special schools and other specialist services are for, and does that serve inclusion?"
      ),
      Topic(
        "10",
        "Partnerships",
        "Do we and our schools hold inclusion in common, and talk about it openly and often enough?",
        "Do we work well on inclusion with health and with the other services that families meet?"
      ),
      Topic(
        "11",
        "Use of evidence",
        isSuperordinate: true,
        "Have we said, in the terms of our own definition, how we would know that things are going well?",
        "Do we and our schools gather what would show whether practice is becoming more inclusive?",
        "Do pupils and their families tell us, as part of that evidence, what our services are like for them?"
      ),
      Topic(
        "12",
        "Staff development and training",
        "Is learning about inclusion planned and paid for, and does it reach all our staff in the work they do?"
      ),
    ],
    scales: [
      Scale(
        name: "progress",
        steps: [
          ScaleStep(step: "not_yet", prose: "We do not see it in what people do; it may be written down."),
          ScaleStep(
            step: "emerging",
            prose: "We see it in some places or with some people, and it would stop without them."
          ),
          ScaleStep(
            step: "established",
            prose: "We see it in most places, and can point to evidence from more than one side."
          ),
          ScaleStep(
            step: "embedded",
            prose: "It is how things work here: it goes on when people move, and learners notice it."
          ),
          ScaleStep(
            step: Scale.cannotYetSay,
            prose: "We have too little evidence, or it points in different directions."
          ),
        ]
      )
    ]
  )

  private struct Topic {
    let factor: Factor
    let questions: [String]

    init(_ id: String, _ name: String, isSuperordinate: Bool = false, _ questions: String...) {
      factor = Factor(id: FactorID(id), name: name, isSuperordinate: isSuperordinate)
      self.questions = questions
    }
  }

  private init(topics: [Topic], scales: [Scale]) {
    factors = topics.map(\.factor)
    questions = topics.flatMap { topic in
      topic.questions.enumerated().map { index, text in
        Question(
          id: QuestionID("\(topic.factor.id).\(index + 1)"),
          factor: topic.factor.id,
          text: text,
          isRetired: false
        )
      }
    }
    self.scales = scales
  }
}
