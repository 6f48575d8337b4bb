/// Commands that fit 20 January, when the worked example stops in the middle of a visit.
enum Bodies {
  static func interruption(
    _ id: String, taken: String = "That few exclusions mean that learners are present."
  ) -> String {
    """
    {"id": "\(id)", "cycle": "ash-evidence", "visit": "vis-1", "taken_for_granted": "\(taken)",
     "prompted_by": [{"kind": "evidence", "ref": "a1", "what": "The text reads falling exclusions as presence."}],
     "question": "11.2", "asks": "Who is expected for part of the week only?", "describes_arrangement": true}
    """
  }

  static func revision(_ statement: String) -> String {
    """
    {"content": {"statement": "\(statement)", "step": "emerging", "confidence": "medium",
      "rationale": "Pupils told the visitors of mornings-only weeks.", "evidence": ["a1", "a2"],
      "dimensions": ["presence"], "groups": ["Learners with special educational needs"]},
     "provoked_by": [{"kind": "evidence", "ref": "a2"}], "rationale": "We had read the return too quickly."}
    """
  }

  static let judgement = "judgements/ash-evidence:11.2"

  static func suggestion(_ id: String) -> String {
    """
    {"id": "\(id)", "what": "Count every reduced timetable each half-term.", "factor": "11",
     "from": {"kind": "judgement", "ref": "ash-evidence:11.2"}}
    """
  }

  static let lowLeverage = """
    {"owner": "ash-lead", "due": "2026-06-30", "difference": "Families know what they may ask for.",
     "barrier": "Families learn of it when it is settled.", "factor": "11", "leverage": "low",
     "why": "It changes what is on paper.", "kind": "policy_document", "dimensions": ["presence"], "groups": []}
    """
}
