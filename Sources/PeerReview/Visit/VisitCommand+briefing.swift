/// The host says who is met where.
package struct SetAgenda: Payload {
  package let sessions: [AgendaSession]
}

extension SetAgenda {
  package init(_ f: inout Fields) {
    sessions = f.parts("sessions", "Sessions", hint: "In the order of the visit", count: 1...50)
    f.check(
      Set(sessions.map(\.number)).count == sessions.count,
      "sessions",
      "repeated",
      "Two sessions have the same number."
    )
  }
}

/// One meeting of the visit; its number stays with it when the agenda changes.
package struct AgendaSession: Payload {
  package let number: Int
  package let `where`: String
  package let with: String
  package let question: QuestionID
  package let approach: SessionApproach
  package let day: CalendarDay?
}

extension AgendaSession {
  package init(_ f: inout Fields) {
    number = f.whole("number", "Number", hint: "Keep it when the agenda changes", in: 1...999)
    `where` = f.text("where", "Where", max: 300, personal: true)
    with = f.text("with", "With whom", hint: "A role or a group, not a name", max: 300, personal: true)
    question = f.id("question", "Question", hint: "One that the cycle asks: 11.2")
    approach = f.choice("approach", "Approach")
    day = f.day("day", "Day")
  }
}

/// How a session goes about its question: the seven approaches to evidence, or talk.
package enum SessionApproach: String, Choice {
  case surveyOfViews = "survey_of_views"
  case mutualObservation = "mutual_observation"
  case videoDiscussion = "video_discussion"
  case statistics
  case pupilInterviews = "pupil_interviews"
  case caseMaterial = "case_material"
  case schoolVisits = "school_visits"
  case conversation

  package var label: String {
    switch self {
    case .surveyOfViews: "Survey of views"
    case .mutualObservation: "Mutual observation"
    case .videoDiscussion: "Discussion of video recordings"
    case .statistics: "Statistics"
    case .pupilInterviews: "Interviews with pupils"
    case .caseMaterial: "Exercises with case or interview material"
    case .schoolVisits: "Visits between schools"
    case .conversation: "Conversation"
    }
  }
}

/// The host sends what the team should read.
package struct ShareBriefing: Payload {
  package let items: [String]
}

extension ShareBriefing {
  package init(_ f: inout Fields) {
    items = f.texts(
      "items",
      "What is sent",
      hint: "The self-review statement, evidence by its title, travel notes",
      count: 1...50,
      max: 500,
      personal: true
    )
  }
}
