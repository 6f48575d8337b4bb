import PeerReview

/// 1 to 12 December: Ashmere's first view, before anybody visits, and the statement that it shares.
extension WorkedExample {
  static let firstView: [Step] = [
    Step(
      "2025-12-01", "14:00", "ash-off", "judgements/propose", story: 56,
      propose(
        "11.1",
        """
        {"statement": "Our definition speaks of presence, participation and achievement, and for each of \
        them our plan names the figures by which we know how we are doing.",
         "step": "established", "confidence": "medium",
         "rationale": "Every service plan quotes the same figures, and members see them twice a year.",
         "evidence": ["a1"], "dimensions": ["presence", "achievement"], "groups": []}
        """)),
    Step(
      "2025-12-03", "10:00", "ash-lead", "judgements/propose", story: 57,
      propose(
        "11.2",
        """
        {"statement": "We collect exclusions and attendance from every school and use them to see where \
        learners are not in school. Exclusions fall year by year: more learners are present.",
         "step": "established", "confidence": "high",
         "rationale": "Both returns are complete, they agree with one another, and schools trust them.",
         "evidence": ["a1", "a2"], "dimensions": ["presence"],
         "groups": ["Learners with special educational needs"]}
        """)),
    Step(
      "2025-12-05", "11:30", "ash-off", "judgements/propose", story: 58,
      propose(
        "11.3",
        """
        {"statement": "We have begun to ask pupils, in six schools. Families' views reach us through heads, \
        and through complaints.",
         "step": "emerging", "confidence": "medium",
         "rationale": "The conversations with pupils told us things that no return holds; they are a start.",
         "evidence": ["a3", "a4"], "dimensions": ["participation"],
         "groups": ["Families who seldom come to school", "Learners new to English"]}
        """)),
    Step(
      "2025-12-12", "15:00", "ash-lead", "cycles/ash-evidence/share-statement", story: 59,
      #"{"text_ref": "Ashmere education department, file INC/25/7, statement of 12 December 2025"}"#),
  ]

  private static func propose(_ question: String, _ content: String) -> String {
    #"{"cycle": "ash-evidence", "question": "\#(question)", "content": \#(content)}"#
  }

  /// 28 January and 6 March: twice 11.2 moves, each time because something moved it; once two people
  /// would move it at the same moment.
  static let rethinking: [Step] = [
    Step(
      "2026-01-28", "11:00", "ash-lead", "judgements/ash-evidence:11.2/revise", story: 86, ifMatch: 1,
      """
      {"content": {"statement": "Our returns show who is excluded, and who is absent when expected. They do \
      not show who is expected for part of the week only. So they tell us about some of presence, and \
      nothing about what learners take part in.",
        "step": "emerging", "confidence": "medium",
        "rationale": "Pupils and one school told the visitors of mornings-only weeks that no return of ours holds.",
        "evidence": ["a1", "a2", "a3"], "dimensions": ["presence", "participation"],
        "groups": ["Learners with special educational needs"]},
       "provoked_by": [{"kind": "interruption", "ref": "int-1"}],
       "rationale": "We took low exclusions to mean presence. A learner can be absent by arrangement."}
      """),
    Step(
      "2026-03-06", "10:00", "ash-lead", "judgements/ash-evidence:11.2/revise", story: 101, ifMatch: 2,
      """
      {"content": {"statement": "We cannot yet see from what we collect whether practice becomes more \
      inclusive. Nobody had counted reduced timetables; now that we have, our best figures turn out to come \
      from schools that send most learners home.",
        "step": "not_yet", "confidence": "high",
        "rationale": "Where exclusions fell, reduced timetables rose; our returns reward the exchange.",
        "evidence": ["a1", "a2", "a3", "a5"], "dimensions": ["presence", "participation"],
        "groups": ["Learners with special educational needs", "Looked-after children"]},
       "provoked_by": [{"kind": "evidence", "ref": "a5"}],
       "rationale": "The count that the visitors asked for shows that presence fell while our figures improved."}
      """),
    Step(
      "2026-03-06", "10:20", "ash-off", "judgements/ash-evidence:11.2/revise", story: 101, ifMatch: 2,
      refused: .staleVersion,
      """
      {"content": {"statement": "Our returns show a part of presence. With the count of reduced timetables \
      we have begun to see the rest.",
        "step": "emerging", "confidence": "medium",
        "rationale": "The count exists now, and it is ours: that is a beginning.",
        "evidence": ["a1", "a2", "a3", "a5"], "dimensions": ["presence"],
        "groups": ["Learners with special educational needs"]},
       "provoked_by": [{"kind": "evidence", "ref": "a5"}],
       "rationale": "The new count fills part of the gap that the visitors pointed to."}
      """),
    Step(
      "2026-03-06", "11:15", "ash-off", "judgements/ash-evidence:11.2/record-dissent", story: 102,
      """
      {"view": "I have read both texts, mine and the one that was saved before it. I would still say \
      emerging: we have counted once, and that is more than nothing. To say that we do not do it at all \
      undoes what the schools did for us in gathering their lists."}
      """),
  ]

  /// 20 March: the decision-maker stands by all three.
  static let deciding: [Step] = [
    Step(
      "2026-03-20", "11:00", "ash-dec", "judgements/ash-evidence:11.1/confirm", story: 103,
      #"{"acknowledge": ["no_learner_voice"]}"#),
    Step("2026-03-20", "11:10", "ash-dec", "judgements/ash-evidence:11.2/confirm", story: 104),
    Step("2026-03-20", "11:20", "ash-dec", "judgements/ash-evidence:11.3/confirm", story: 105),
  ]
}
