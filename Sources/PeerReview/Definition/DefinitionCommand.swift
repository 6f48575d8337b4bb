/// What may be asked of an LEA's definition of inclusion: by that LEA alone.
package enum DefinitionCommand: Sendable {
  case draft(DraftDefinition)
  case revise(ReviseDefinition)
  case openConsultation(OpenConsultation)
  case recordResponse(RecordResponse)
  case closeConsultation(CloseConsultation)
  case adopt(AdoptDefinition)
}

package struct DraftDefinition: Payload {
  package let text: String
  package let elements: [ElementTreatment]
  package let localReasons: String?
  package let becauseOf: [String]
}

extension DraftDefinition {
  package init(_ f: inout Fields) {
    text = f.definitionText()
    elements = f.elements()
    localReasons = f.localReasons()
    becauseOf = f.becauseOf()
  }
}

/// The whole wording anew.
package struct ReviseDefinition: Payload {
  package let text: String
  package let elements: [ElementTreatment]
  package let localReasons: String?
  package let becauseOf: [String]
}

extension ReviseDefinition {
  package init(_ f: inout Fields) {
    text = f.definitionText()
    elements = f.elements()
    localReasons = f.localReasons()
    becauseOf = f.becauseOf()
  }
}

package struct OpenConsultation: Payload {
  package let groups: [ConsultedGroup]
  package let closes: CalendarDay
  package let reason: String?
}

extension OpenConsultation {
  package init(_ f: inout Fields) {
    groups = f.parts("groups", "Groups", hint: "Everybody whose view is asked for", count: 1...40)
    closes = f.day("closes", "Answers by", hint: "The last day")
    reason = f.reason(hint: "Needed where nobody outside the department, or no learners, are asked")
    f.check(
      Set(groups.map { $0.group.lowercased() }).count == groups.count,
      "groups",
      "repeated",
      "Each group is named once."
    )
  }
}

package struct RecordResponse: Payload {
  package let group: String
  package let heads: Int
  package let support: Support
  package let concerns: String?
  package let late: Bool
}

extension RecordResponse {
  package init(_ f: inout Fields) {
    group = f.text("group", "Group", hint: "As it was named when the consultation was opened")
    heads = f.whole("heads", "People", hint: "How many spoke; under 5 may identify somebody", in: 1...100_000)
    support = f.choice("support", "What they said", hint: "On the whole")
    concerns = f.prose(
      "concerns",
      "Concerns",
      hint: "What they would change, in their own words and without names"
    )
    late = f.flag("late", "It came late", hint: "After the consultation closed; the log shows it")
  }
}

package struct CloseConsultation: Payload {}

extension CloseConsultation {
  package init(_ f: inout Fields) {}
}

package struct AdoptDefinition: Payload {
  package let minuteRef: String
  package let adoptedOn: CalendarDay
}

extension AdoptDefinition {
  package init(_ f: inout Fields) {
    minuteRef = f.text("minute_ref", "Minute", hint: "The reference of the minute that records it")
    adoptedOn = f.day(
      "adopted_on",
      "Adopted on",
      hint: "The day of the decision, also where that is long ago"
    )
  }
}

extension DefinitionCommand {
  package static let kinds: [CommandKind] = [
    CommandKind(
      Definition.self,
      "DraftDefinition",
      "draft",
      "Draft your LEA's definition of inclusion.",
      by: [.ll, .lc],
      starts: .derived,
      ownLeaOnly: true,
      refusals: [.elementUnexplained, .exists],
      DefinitionCommand.draft
    ),
    CommandKind(
      Definition.self,
      "ReviseDefinition",
      "revise",
      "Reword the definition.",
      by: [.ll, .lc],
      ownLeaOnly: true,
      refusals: [.elementUnexplained],
      DefinitionCommand.revise
    ),
    CommandKind(
      Definition.self,
      "OpenConsultation",
      "open-consultation",
      "Ask groups what they think of the wording.",
      by: [.ll],
      ownLeaOnly: true,
      DefinitionCommand.openConsultation
    ),
    CommandKind(
      Definition.self,
      "RecordResponse",
      "record-response",
      "Record what a group said.",
      by: [.lc, .ll],
      ownLeaOnly: true,
      DefinitionCommand.recordResponse
    ),
    CommandKind(
      Definition.self,
      "CloseConsultation",
      "close-consultation",
      "Close the consultation, showing who stayed silent.",
      by: [.ll],
      ownLeaOnly: true,
      DefinitionCommand.closeConsultation
    ),
    CommandKind(
      Definition.self,
      "AdoptDefinition",
      "adopt",
      "Adopt the wording for your LEA.",
      by: [.ld],
      ownLeaOnly: true,
      refusals: [.noConsultation],
      DefinitionCommand.adopt
    ),
  ]
}
