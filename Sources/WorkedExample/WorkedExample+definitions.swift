/// 8 to 10 October: two LEAs draft a definition, two enter the one that they have long had.
extension WorkedExample {
  static let definitions: [Step] = [
    Step(
      "2025-10-08", "14:00", "cal-lead", "definitions/draft", story: 31,
      """
      {"text": "Inclusion in Calverby is the continuing work of enabling all learners to be present, to \
      participate and to achieve, by identifying and removing barriers, with particular regard to those who \
      are statistically at risk.",
       "elements": [
         {"element": "process", "addressed": true, "explanation": "continuing work"},
         {"element": "barriers", "addressed": true},
         {"element": "presence_participation_achievement", "addressed": true},
         {"element": "groups_at_risk", "addressed": true}],
       "local_reasons": "Five services here use the word in five ways.",
       "because_of": ["The yearly meeting of heads, June 2025"]}
      """),
    Step(
      "2025-10-09", "09:30", "ash-lead", "definitions/draft",
      """
      {"text": "Every learner in Ashmere belongs in a school, takes part in it and gets on well there. Getting \
      there never ends: we look for what stands in the way and take it down, first for those who are most \
      easily overlooked.",
       "elements": [
         {"element": "process", "addressed": true, "explanation": "never ends"},
         {"element": "barriers", "addressed": true, "explanation": "what stands in the way"},
         {"element": "presence_participation_achievement", "addressed": true,
          "explanation": "belongs, takes part, gets on well"},
         {"element": "groups_at_risk", "addressed": true, "explanation": "most easily overlooked"}],
       "occurred_at": "2023-06-12", "occurred_precision": "day"}
      """),
    Step(
      "2025-10-09", "10:00", "ash-dec", "definitions/ash/adopt", story: 32,
      """
      {"minute_ref": "Cabinet, 12 June 2023, minute 14", "adopted_on": "2023-06-12",
       "occurred_at": "2023-06-12", "occurred_precision": "day"}
      """),
    Step(
      "2025-10-09", "11:00", "esk-lead", "definitions/draft",
      """
      {"text": "In Eskwater we keep asking who is missing, who is left out and who could learn more, and we \
      change what we do until the answer is nobody.",
       "elements": [
         {"element": "process", "addressed": true, "explanation": "keep asking, until"},
         {"element": "barriers", "addressed": true, "explanation": "change what we do"},
         {"element": "presence_participation_achievement", "addressed": true,
          "explanation": "missing, left out, could learn more"},
         {"element": "groups_at_risk", "addressed": false,
          "explanation": "We name groups in the yearly plan, since they change; the definition should not."}],
       "occurred_at": "2024-03-07", "occurred_precision": "day"}
      """),
    Step(
      "2025-10-09", "11:30", "esk-dec", "definitions/esk/adopt", story: 33,
      """
      {"minute_ref": "Children's committee, 7 March 2024, minute 5", "adopted_on": "2024-03-07",
       "occurred_at": "2024-03-07", "occurred_precision": "day"}
      """),
    Step(
      "2025-10-10", "15:00", "dun-off", "definitions/draft", story: 34,
      """
      {"text": "Inclusion means that special and mainstream schools in Dunmoss share every learner: where a \
      child learns is decided by what helps the child to be there, take part and achieve, and decided again \
      every year, watching most closely those whom we have so far taught apart.",
       "elements": [
         {"element": "process", "addressed": true, "explanation": "again every year"},
         {"element": "barriers", "addressed": false,
          "explanation": "Still argued over: some of us hold that separate schools are one."},
         {"element": "presence_participation_achievement", "addressed": true},
         {"element": "groups_at_risk", "addressed": true, "explanation": "those taught apart"}]}
      """),
  ]

  /// 13 October to 2 December: Calverby asks around, and adopts the learners' wording.
  static let consultation: [Step] = [
    Step(
      "2025-10-13", "14:00", "cal-lead", "definitions/cal/open-consultation", story: 41,
      """
      {"groups": [
         {"group": "Heads of schools", "standing": "outside_department"},
         {"group": "Parents", "standing": "outside_department"},
         {"group": "Health service", "standing": "outside_department"},
         {"group": "Learners' panel", "standing": "learners"}],
       "closes": "2025-11-14"}
      """),
    Step(
      "2025-10-22", "15:00", "cal-off", "definitions/cal/record-response", story: 42,
      """
      {"group": "Heads of schools", "heads": 23, "support": "agree",
       "concerns": "It says nothing that they could disagree with, and nothing that they would remember."}
      """),
    Step(
      "2025-10-30", "16:00", "cal-off", "definitions/cal/record-response", story: 43,
      """
      {"group": "Parents", "heads": 31, "support": "partly",
       "concerns": "They asked what statistically means for a child who is alone at break."}
      """),
    Step(
      "2025-11-05", "14:30", "cal-off", "definitions/cal/record-response", story: 44,
      """
      {"group": "Health service", "heads": 6, "support": "need_to_know_more",
       "concerns": "Whether being present includes being well enough to come."}
      """),
    Step(
      "2025-11-12", "15:30", "cal-off", "definitions/cal/record-response", story: 45,
      """
      {"group": "Learners' panel", "heads": 14, "support": "disagree",
       "concerns": "Nobody talks like that. They wrote one of their own: you are in, you join in, you get \
      somewhere, and if you cannot, the school changes and not you."}
      """),
    Step("2025-11-14", "16:00", "cal-lead", "definitions/cal/close-consultation", story: 46),
    Step(
      "2025-11-19", "10:00", "cal-lead", "definitions/cal/revise", story: 47,
      """
      {"text": "You are in. You join in. You get somewhere. If you cannot, then we change what we do, and not \
      you. We keep at it, and we look first for whoever is not here.",
       "elements": [
         {"element": "process", "addressed": true, "explanation": "We keep at it"},
         {"element": "barriers", "addressed": true, "explanation": "we change what we do, and not you"},
         {"element": "presence_participation_achievement", "addressed": true,
          "explanation": "in, join in, get somewhere"},
         {"element": "groups_at_risk", "addressed": true, "explanation": "whoever is not here"}],
       "local_reasons": "The words are the learners' own. Those whom they are about can say them by heart.",
       "because_of": ["The learners' panel, 12 November 2025", "The parents, 30 October 2025"]}
      """),
    Step(
      "2025-12-02", "17:00", "cal-dec", "definitions/cal/adopt", story: 48,
      #"{"minute_ref": "Cabinet, 2 December 2025, minute 9", "adopted_on": "2025-12-02"}"#),
  ]
}
