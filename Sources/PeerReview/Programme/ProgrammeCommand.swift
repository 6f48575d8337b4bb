/// What may be asked of a programme of visits.
package enum ProgrammeCommand: Sendable {
  case propose(ProposeProgramme)
  case inviteLea(InviteLea)
  case join(JoinProgramme)
  case declineToJoin(DeclineToJoin)
  case start(StartProgramme)
  case declareNoVisitPeriod(DeclareNoVisitPeriod)
}

package struct ProposeProgramme: Payload {
  package let name: String
  package let purpose: String
  package let period: Period
  package let partners: [OrganisationID]
  package let rules: ProposedRules?
}

extension ProposeProgramme {
  package init(_ f: inout Fields) {
    name = f.text("name", "Name", hint: "Six Dales Inclusion Collegiate 2025-26")
    purpose = f.prose("purpose", "Purpose", hint: "What the LEAs hope to learn with and from one another")
    period = f.part("period", "Period", hint: "The first and the last day")
    partners = f.ids(
      "partners",
      "Partners",
      hint: "The university, and others that are not LEAs",
      count: 0...20
    )
    rules = f.part("rules", "Rules", hint: "What is left out is as usual")
  }
}

/// An LEA is asked to take part; one that declined may be asked again.
package struct InviteLea: Payload {
  package let lea: OrganisationID
  package let replyBy: CalendarDay?
}

extension InviteLea {
  package init(_ f: inout Fields) {
    lea = f.id("lea", "LEA", hint: "The authority that is invited")
    replyBy = f.day("reply_by", "Answer by", hint: "The day by which you would like to know")
  }
}

/// The decision-maker's yes. What the LEA hopes for and what it brings are asked by a rule of their own.
package struct JoinProgramme: Payload {
  package let benefitSought: String?
  package let offer: String?
}

extension JoinProgramme {
  package init(_ f: inout Fields) {
    benefitSought = f.proseOrBlank(
      "benefit_sought",
      "What is in it for us",
      hint: "What your LEA hopes to gain: see our figures with other eyes"
    )
    offer = f.proseOrBlank(
      "offer",
      "What we offer",
      hint: "The visiting days that your colleagues give: two people, two days, twice"
    )
  }
}

package struct DeclineToJoin: Payload {
  package let reason: String
}

extension DeclineToJoin {
  package init(_ f: inout Fields) { reason = f.reason() }
}

package struct StartProgramme: Payload {
  package let framework: FrameworkID
  package let agreement: AgreementID
}

extension StartProgramme {
  package init(_ f: inout Fields) {
    framework = f.id("framework", "Framework", hint: "The published version that the LEAs work with")
    agreement = f.id("agreement", "Agreement", hint: "The agreement in force between them")
  }
}

/// Days on which nobody is visited.
package struct DeclareNoVisitPeriod: Payload {
  package let scope: OrganisationID?
  package let from: CalendarDay
  package let to: CalendarDay
  package let why: NoVisitReason
  package let note: String?
}

extension DeclareNoVisitPeriod {
  package init(_ f: inout Fields) {
    scope = f.id("scope", "For", hint: "The LEA that is not visited; leave out for everybody")
    from = f.day("from", "First day")
    to = f.day("to", "Last day")
    why = f.choice("why", "Why")
    note = f.text(
      "note",
      "Note",
      hint: "What others should know: which tests",
      max: 500,
      lines: 2,
      personal: true
    )
  }
}

extension ProgrammeCommand {
  package static let kinds: [CommandKind] = [
    CommandKind(
      Programme.self,
      "ProposeProgramme",
      "propose",
      "Propose a programme of visits.",
      by: [.co],
      starts: .named,
      refusals: [.exists],
      ProgrammeCommand.propose
    ),
    CommandKind(
      Programme.self,
      "InviteLea",
      "invite-lea",
      "Invite an LEA, or invite it again.",
      by: [.co],
      refusals: [.alreadyMember],
      ProgrammeCommand.inviteLea
    ),
    CommandKind(
      Programme.self,
      "JoinProgramme",
      "join",
      "Join, saying what your LEA hopes for and what it offers.",
      by: [.ld],
      refusals: [.notInvited, .benefitRequired],
      ProgrammeCommand.join
    ),
    CommandKind(
      Programme.self,
      "DeclineToJoin",
      "decline-to-join",
      "Decline an invitation, for now.",
      by: [.ld],
      refusals: [.notInvited, .alreadyMember],
      ProgrammeCommand.declineToJoin
    ),
    CommandKind(
      Programme.self,
      "StartProgramme",
      "start",
      "Start the programme with its framework and agreement.",
      by: [.co],
      refusals: [.tooFewLeas],
      ProgrammeCommand.start
    ),
    CommandKind(
      Programme.self,
      "DeclareNoVisitPeriod",
      "declare-no-visit-period",
      "Say on which days nobody is visited, everywhere or in one LEA.",
      by: [.co, .ll],
      ProgrammeCommand.declareNoVisitPeriod
    ),
  ]
}
