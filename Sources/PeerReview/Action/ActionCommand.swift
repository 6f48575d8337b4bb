/// What may be asked of an action. Visitors offer, the LEA alone decides.
package enum ActionCommand: Sendable {
  case suggest(SuggestAction)
  case agree(AgreeAction)
  case `defer`(DeferAction)
  case decline(DeclineAction)
  case reportProgress(ReportProgress)
  case complete(CompleteAction)
  case abandon(AbandonAction)
  case reviewImpact(ReviewImpact)
}

extension ActionCommand {
  package static let kinds: [CommandKind] = [
    CommandKind(
      Action.self,
      "SuggestAction",
      "suggest",
      "Offer a way forward, and say what it follows from.",
      by: [.vm, .uf, .lc, .ll],
      starts: .named,
      refusals: [.exists],
      ActionCommand.suggest
    ),
    CommandKind(
      Action.self,
      "AgreeAction",
      "agree",
      "Decide that your LEA acts: who, by when, and why it is a lever.",
      by: [.ld],
      ownLeaOnly: true,
      refusals: [.ownerRequired, .acknowledgementRequired],
      ActionCommand.agree
    ),
    CommandKind(
      Action.self,
      "DeferAction",
      "defer",
      "Put a suggestion off; it stays listed.",
      by: [.ld],
      ownLeaOnly: true,
      ActionCommand.defer
    ),
    CommandKind(
      Action.self,
      "DeclineAction",
      "decline",
      "Decide against a suggestion; it stays listed.",
      by: [.ld],
      ownLeaOnly: true,
      ActionCommand.decline
    ),
    CommandKind(
      Action.self,
      "ReportProgress",
      "report-progress",
      "Say how an agreed action is going.",
      by: [.ll, .ld, .lc, .dp],
      ActionCommand.reportProgress
    ),
    CommandKind(
      Action.self,
      "CompleteAction",
      "complete",
      "Say that an agreed action is done.",
      by: [.ll],
      ownLeaOnly: true,
      ActionCommand.complete
    ),
    CommandKind(
      Action.self,
      "AbandonAction",
      "abandon",
      "Give an agreed action up, and say what was learnt.",
      by: [.ld],
      ownLeaOnly: true,
      ActionCommand.abandon
    ),
    CommandKind(
      Action.self,
      "ReviewImpact",
      "review-impact",
      "Look at what an ended action changed for learners.",
      by: [.ll],
      ownLeaOnly: true,
      refusals: [.evidenceUndeclared],
      ActionCommand.reviewImpact
    ),
  ]
}
