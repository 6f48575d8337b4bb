/// 3 to 28 November, and 4 March: what Ashmere looks at. Groups and arrangements, never a pupil.
extension WorkedExample {
  static let evidence: [Step] = [
    Step(
      "2025-11-03", "14:00", "ash-off", "evidence/record", story: 52,
      """
      {"id": "a1", "cycle": "ash-evidence", "title": "Exclusions return 2024-25",
       "approach": "statistics", "compulsion": "required", "dimensions": ["presence"],
       "groups": ["Learners with special educational needs", "Looked-after children"], "voice": false,
       "covers": "School year 2024-25", "collected_on": "2025-10-17",
       "summary": "Permanent and fixed-term exclusions, school by school. Both have fallen for the third \
      year: by a fifth in secondary schools, by a tenth in primary schools. Ashmere now lies below the \
      national rate in every phase.",
       "caveats": [{"kind": "conceals", "note": "It counts who was formally excluded. Learners who are sent \
      home early, or who come for part of the day by arrangement, do not appear."}],
       "identifiable": false, "questions": ["11.1", "11.2"]}
      """),
    Step(
      "2025-11-07", "10:30", "ash-off", "evidence/record", story: 53,
      """
      {"id": "a2", "cycle": "ash-evidence", "title": "Attendance return, summer term 2025",
       "approach": "statistics", "compulsion": "required", "dimensions": ["presence"],
       "groups": ["Learners with special educational needs"], "voice": false, "covers": "Summer term 2025",
       "collected_on": "2025-09-30",
       "summary": "Sessions missed, by school and by reason. Attendance is near the national figure. One \
      school in six uses the code for off-site education far more than the others do, for reasons that the \
      return does not give.",
       "caveats": [{"kind": "misleads", "note": "A learner who is on the roll for three mornings and comes to \
      all three counts as fully present."}],
       "identifiable": false, "questions": ["11.2"]}
      """),
    Step(
      "2025-11-21", "15:00", "ash-off", "evidence/record", story: 54,
      """
      {"id": "a3", "cycle": "ash-evidence", "title": "What pupils say about being in school",
       "approach": "pupil_interviews", "compulsion": "local",
       "dimensions": ["presence", "participation"],
       "groups": ["Learners with special educational needs", "Learners new to English"], "voice": true,
       "covers": "Autumn term 2025", "collected_on": "2025-11-14",
       "summary": "Group conversations in six schools, held by youth workers. Pupils speak of being in the \
      building but not in the lesson, of waiting in corridors, and of friends whom they see in the mornings \
      only. They want to be asked before a timetable is changed.",
       "caveats": [{"kind": "misleads", "note": "The schools chose who took part, and nobody who was away \
      could be asked."}],
       "identifiable": false, "questions": ["11.2", "11.3"], "heads": 41}
      """),
    Step(
      "2025-11-28", "11:00", "ash-lead", "evidence/record", story: 55,
      """
      {"id": "a4", "cycle": "ash-evidence", "title": "Survey of head teachers",
       "approach": "survey_of_views", "compulsion": "local", "dimensions": ["presence", "participation"],
       "groups": ["Families who seldom come to school"], "voice": false, "covers": "November 2025",
       "collected_on": "2025-11-21",
       "summary": "Thirty-four of fifty-two heads answered. Most think that they hear enough from parents. \
      Where they do not, they put it down to chaotic families who do not answer letters. A third would \
      like help with asking pupils.",
       "caveats": [{"kind": "conceals", "note": "Heads speak for their schools; nobody else there was asked."}],
       "identifiable": false, "questions": ["11.3"], "heads": 34}
      """),
    Step("2025-12-12", "14:30", "ash-lead", "evidence/a1/share"),
    Step("2025-12-12", "14:35", "ash-lead", "evidence/a4/share"),
    Step(
      "2026-03-04", "10:00", "ash-off", "evidence/record", story: 99,
      """
      {"id": "a5", "cycle": "ash-evidence", "title": "Reduced timetables, September to December 2025",
       "approach": "statistics", "compulsion": "local", "dimensions": ["presence", "participation"],
       "groups": ["Learners with special educational needs", "Looked-after children"], "voice": false,
       "covers": "September to December 2025", "collected_on": "2025-12-19",
       "summary": "Schools' own lists, which nobody had put side by side before. In December 118 learners \
      came for part of the week by arrangement, in 23 of 52 schools; two in three arrangements had no date \
      on which they end. Two in three of the learners have special educational needs. Schools with the \
      fewest exclusions have, on the whole, the most of these arrangements.",
       "caveats": [{"kind": "misleads", "note": "Each school has its own idea of what a reduced timetable is."}],
       "identifiable": false, "questions": ["11.1", "11.2"], "heads": 118}
      """),
  ]
}
