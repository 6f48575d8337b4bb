/// What may be asked of an interruption: to record it, to answer it, and to look again at words.
package enum InterruptionCommand: Sendable {
  case record(RecordInterruption)
  case answer(AnswerInterruption)
  case raiseVigilance(RaiseVigilance)
  case answerVigilance(AnswerVigilance)
}

extension InterruptionCommand {
  package static let kinds: [CommandKind] = [
    CommandKind(
      Interruption.self,
      "RecordInterruption",
      "record",
      "Record what an LEA takes for granted, and what made you notice.",
      by: [.vm, .uf, .lc],
      starts: .named,
      refusals: [.promptRequired, .exists],
      InterruptionCommand.record
    ),
    CommandKind(
      Interruption.self,
      "AnswerInterruption",
      "answer",
      "Say what your LEA makes of an interruption.",
      by: [.ll, .ld],
      InterruptionCommand.answer
    ),
    CommandKind(
      Interruption.self,
      "RaiseVigilance",
      "raise-vigilance",
      "Ask whether words put the difficulty inside learners.",
      by: [.vm, .uf, .ll, .ld, .lc, .co],
      anyReader: true,
      InterruptionCommand.raiseVigilance
    ),
    CommandKind(
      Interruption.self,
      "AnswerVigilance",
      "answer-vigilance",
      "Reword or explain words that somebody asked about.",
      by: [.ll, .lc, .vl, .vm, .uf, .co],
      InterruptionCommand.answerVigilance
    ),
  ]
}
