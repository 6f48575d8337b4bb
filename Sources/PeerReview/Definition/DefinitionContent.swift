/// The four things that a definition of inclusion usually speaks to.
package enum DefinitionElement: String, Choice {
  case process, barriers
  case presenceParticipationAchievement = "presence_participation_achievement"
  case groupsAtRisk = "groups_at_risk"

  package var label: String {
    switch self {
    case .process: "A process that never ends"
    case .barriers: "Finding and removing barriers"
    case .presenceParticipationAchievement: "Presence, participation and achievement of all"
    case .groupsAtRisk: "Particular care for groups at risk"
    }
  }
}

/// What a wording does with one element: speaks to it, or leaves it out for a reason.
package struct ElementTreatment: Payload {
  package let element: DefinitionElement
  package let addressed: Bool
  package let explanation: String?
}

extension ElementTreatment {
  package init(_ f: inout Fields) {
    element = f.choice("element", "Element")
    addressed = f.flag("addressed", "The wording speaks to it")
    explanation = f.text(
      "explanation",
      "Explanation",
      hint: "Which words do; or why it is left out",
      max: 2000,
      lines: 3,
      personal: true
    )
  }
}

/// A group whose view of the wording is asked for.
package struct ConsultedGroup: Payload {
  package let group: String
  package let standing: Standing
}

extension ConsultedGroup {
  package init(_ f: inout Fields) {
    group = f.text("group", "Group", hint: "A group, not a person: secondary heads")
    standing = f.choice("standing", "Standing")
  }
}

/// Where a group stands towards the LEA that asks it.
package enum Standing: String, Choice {
  case learners
  case outside = "outside_department"
  case department = "in_department"

  package var label: String {
    switch self {
    case .learners: "Learners"
    case .outside: "Outside the department"
    case .department: "In the department"
    }
  }
}

/// What a group says of a wording, on the whole.
package enum Support: String, Choice {
  case agree, partly, disagree
  case needToKnowMore = "need_to_know_more"
}

/// The wording's parts, declared once for draft, revision and what is stored of them.
extension Fields {
  mutating func definitionText() -> String {
    prose("text", "Definition", hint: "Short enough to be remembered: 60 words at most is best")
  }

  mutating func elements() -> [ElementTreatment] {
    parts(
      "elements",
      "Elements",
      hint: "For each of the four: that the wording speaks to it, or why it does not",
      count: 0...4
    )
  }

  mutating func localReasons() -> String? {
    prose(
      "local_reasons",
      "Local reasons",
      hint: "Why these words suit this place, its history and its people"
    )
  }

  mutating func becauseOf() -> [String] {
    texts(
      "because_of",
      "Because of",
      hint: "What moved you: a group's answer, an interruption, a debate",
      count: 0...20,
      max: 500,
      personal: true
    )
  }
}
