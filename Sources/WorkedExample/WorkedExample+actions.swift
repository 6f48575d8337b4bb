/// 11 March to 27 March: visitors offer, Ashmere decides.
extension WorkedExample {
  static let actions: [Step] = [
    Step(
      "2026-03-11", "10:00", "esk-lead", "actions/suggest", story: 106,
      """
      {"id": "act-1", "what": "Count every reduced timetable each half-term, with the pupils' own accounts of \
      what it is like, and end those that nobody can give a reason for.",
       "factor": "11", "from": {"kind": "interruption", "ref": "int-1"}}
      """),
    Step(
      "2026-03-11", "15:00", "uni-1", "actions/suggest", story: 107,
      """
      {"id": "act-2", "what": "A training day for heads of year on reading figures with a sceptical eye.",
       "factor": "12", "from": {"kind": "judgement", "ref": "ash-evidence:11.2"}}
      """),
    Step(
      "2026-03-12", "11:00", "cal-lead", "actions/suggest", story: 108,
      """
      {"id": "act-3", "what": "A leaflet for schools and families that sets out the policy on reduced timetables.",
       "factor": "11", "from": {"kind": "interruption", "ref": "int-1"}}
      """),
    Step(
      "2026-03-27", "10:00", "ash-dec", "actions/act-1/agree", story: 109,
      """
      {"owner": "ash-off", "due": "2026-07-03",
       "difference": "A learner on a reduced timetable is known, is asked, and has a date on which it ends.",
       "barrier": "Absence by arrangement is nowhere counted, so nobody has to answer for it.",
       "factor": "11", "leverage": "high",
       "why": "What is counted gets done. A count that includes what pupils say changes what schools talk about.",
       "kind": "use_of_evidence", "dimensions": ["presence", "participation"],
       "groups": ["Learners with special educational needs", "Looked-after children"],
       "minute_ref": "Education management board, 27 March 2026, minute 6"}
      """),
    Step(
      "2026-03-27", "10:15", "ash-dec", "actions/act-2/defer", story: 110,
      """
      {"reason": "Noted with thanks. We want to see what the count changes before we train anybody to read it.",
       "until": "2026-10-01"}
      """),
    Step(
      "2026-03-27", "10:30", "ash-dec", "actions/act-3/agree", story: 111,
      """
      {"owner": "ash-lead", "due": "2026-06-30",
       "difference": "Families know that a reduced timetable needs their agreement and has an end.",
       "barrier": "Families learn of the arrangement when it is settled.",
       "factor": "11", "leverage": "low",
       "why": "It changes what is on paper. We think that families with the paper in hand will ask.",
       "kind": "policy_document", "dimensions": ["presence"], "groups": [],
       "minute_ref": "Education management board, 27 March 2026, minute 8",
       "acknowledge": ["low_leverage"]}
      """),
  ]

  /// 1 May to 10 July: what came of it.
  static let looking: [Step] = [
    Step(
      "2026-05-01", "10:00", "ash-off", "actions/act-1/report-progress", story: 112,
      """
      {"state": "on_track", "text": "Forty-four of fifty-two schools sent their first list. Nineteen \
      arrangements ended because nobody could say why they were there.", "evidence": []}
      """),
    Step(
      "2026-06-05", "14:00", "ash-dec", "actions/act-3/abandon", story: 114,
      """
      {"reason": "Schools hung the leaflet up and went on as before: it looked different and worked the same. \
      What moved them was being asked for the list. We stop printing it.", "replaced_by": "act-1"}
      """),
    Step(
      "2026-06-12", "09:30", "ash-lead", "actions/act-1/report-progress", story: 113,
      """
      {"state": "on_track", "text": "All schools send lists. Youth workers have spoken with pupils in eleven \
      schools; three schools have changed who sits in the meeting that settles a timetable."}
      """),
    Step(
      "2026-07-03", "14:00", "ash-lead", "actions/act-1/complete", story: 115,
      #"{"on": "2026-07-03", "evidence": ["a5"]}"#),
    Step(
      "2026-07-10", "11:00", "ash-lead", "actions/act-1/review-impact", story: 116,
      """
      {"dimensions": ["presence"],
       "groups": ["Learners with special educational needs", "Looked-after children"],
       "looks_or_works": "works_differently", "voice": true,
       "unexpected": "Pupils asked to see the lists for their own school, and two school councils now do.",
       "evidence": ["a3", "a5"]}
      """),
  ]
}
