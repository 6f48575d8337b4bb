/// 21 to 29 January: two things that Ashmere takes for granted, and what it makes of them.
extension WorkedExample {
  static let interruptions: [Step] = [
    Step(
      "2026-01-21", "08:45", "esk-lead", "interruptions/record", story: 81,
      """
      {"id": "int-1", "cycle": "ash-evidence", "visit": "vis-1",
       "taken_for_granted": "That few exclusions mean that learners are present. A school without exclusions \
      is taken to be a school where everybody is.",
       "prompted_by": [
         {"kind": "evidence", "ref": "a1", "what": "Exclusions fall, and the text reads this as presence."},
         {"kind": "session", "ref": "1", "what": "A plan of mornings-only weeks on the wall of a year office."}],
       "question": "11.2",
       "asks": "Who is expected for part of the week only, and where would you see it?",
       "describes_arrangement": true, "occurred_at": "2026-01-20T11:15:00Z", "occurred_precision": "instant"}
      """),
    Step(
      "2026-01-21", "13:15", "uni-1", "interruptions/record", story: 82,
      """
      {"id": "int-2", "cycle": "ash-evidence", "visit": "vis-1",
       "taken_for_granted": "That families who do not answer a letter have nothing to say. The survey explains \
      silence by what families are like, and leaves the letter as it is.",
       "prompted_by": [
         {"kind": "evidence", "ref": "a4", "what": "The summary of the survey of heads."},
         {"kind": "talk", "what": "Parents at the outreach unit had plenty to say, at a time that suited them."}],
       "question": "11.3",
       "asks": "What would you learn if you looked at how families are asked, rather than at who does not reply?",
       "describes_arrangement": true}
      """),
    Step(
      "2026-01-21", "13:25", "uni-1", "interruptions/int-2/raise-vigilance", story: 83,
      """
      {"target": {"stream": "evidence-a4", "field": "summary"}, "words": "chaotic families",
       "why": "The words put the difficulty inside families, and close the question of how they are asked."}
      """),
  ]

  static let answers: [Step] = [
    Step(
      "2026-01-23", "11:00", "ash-lead", "interruptions/int-1/answer", story: 85,
      """
      {"response": "recognise", "reason": "We have said low exclusions and meant presence for so long that \
      nobody here would have asked. No return of ours would show a learner who comes for three mornings."}
      """),
    Step(
      "2026-01-28", "14:00", "ash-lead", "interruptions/int-2/answer-vigilance", story: 87,
      """
      {"vigilance": 1, "answer": "reworded", "text": "The summary will say what heads reported, and that \
      letters in English are the only way in which most schools ask."}
      """),
    Step(
      "2026-01-28", "14:30", "ash-lead", "evidence/a4/revise-summary", story: 88,
      """
      {"summary": "Thirty-four of fifty-two heads answered. Most think that they hear enough from parents. \
      Where they do not, heads report that letters go unanswered; most schools ask by letter only, in \
      English only. A third would like help with asking pupils.",
       "reason": "The earlier words explained silence by what families are like, which the survey did not ask.",
       "interruption": "int-2"}
      """),
    Step(
      "2026-01-29", "10:00", "ash-lead", "interruptions/int-2/answer", story: 89,
      """
      {"response": "recognise", "reason": "We wrote down what heads told us and made it our own. Nobody had \
      looked at the letters."}
      """),
  ]
}
