import PeerReview

extension Refusal.Kind {
  /// The one table from a refusal's kind to HTTP.
  package var status: Int {
    switch self {
    case .input: 422
    case .state: 409
    case .access: 403
    case .absent: 404
    case .stale: 412
    case .busy: 503
    }
  }
}

extension Refusal.Code {
  /// One or two sentences for somebody who looks the code up.
  package var meaning: String {
    switch self {
    case .staleVersion:
      "Somebody changed this since you read it: it is no longer at the version that If-Match names. "
        + "changed lists what was recorded since; read it, then decide again."
    case .wrongState:
      "This cannot be done at the point that has been reached. The detail says what comes first."
    case .notOwnLea:
      "Judgements, definitions and decisions on actions are made by the LEA they belong to, and by nobody for it."
    case .notPermitted: "The role you hold here does not include this. The detail names the roles that do."
    case .agreementMissing: "The agreement that this rests on is not in force, or somebody has not signed it."
    case .notFound: "There is nothing of this name here, or nothing that you may see."
    case .exists: "There is something under this id already. Choose another, or act on what is there."
    case .busy: "Others were changing the same things at that moment. Nothing was written; send it again."
    case .unknownReference: "An id in the request names nothing that there is. errors says which."
    case .reasonRequired: "This needs a reason, in a sentence that others can follow."
    case .invalidDate: "A date does not fit: it lies in the future, or before something that must come first."
    case .commandReused:
      "This Idempotency-Key was used before, for another request or by somebody else. Use a new one."
    case .acknowledgementRequired:
      "There is something to read first. warnings lists it; send the command again with its codes in acknowledge."
    case .epochChanged:
      "The log was restored, or another server took over, since this position was given out. "
        + "Read again from the start, without the old position."
    case .alreadyMember: "This LEA is a member of the programme already."
    case .benefitRequired: "Joining says what is in it for the LEA, and which visiting days it offers."
    case .notInvited: "Only an LEA that was invited can answer."
    case .tooFewLeas: "A programme starts when at least two LEAs have joined."
    case .alreadyRegistered: "An organisation of this id, name or code is registered already."
    case .disclosureTextMissing: "An agreement says how requests for disclosure under the law are met."
    case .oldVersion: "There is a newer wording than the one that you answer to. Read it first."
    case .unsignedParties: "An agreement comes into force when every party has signed its present wording."
    case .versionPublished: "A published version of the framework never changes. Draft a new one."
    case .emptyFactor: "Every factor of the framework needs a question before it is published."
    case .elementUnexplained:
      "A definition addresses each of the four elements of inclusion, or says why it leaves one out."
    case .noConsultation:
      "A definition is adopted after a consultation, or with the date of an earlier adoption."
    case .duplicateFocus: "The LEA has an open cycle on this factor already."
    case .caveatRequired: "Required evidence says what it may conceal, mislead about or distort."
    case .consentMissing: "This rests on consent that is not recorded."
    case .provocationRequired: "A changed judgement says what provoked the change."
    case .noChange: "Nothing differs from what is there. To keep a view on purpose, reaffirm it."
    case .evidenceUndeclared: "Cite the evidence that was looked at, or say why there is none."
    case .stepNotYours: "Visitors notice, wonder and offer; the step on the scale is the LEA's to choose."
    case .noVisitPeriod: "The days lie in a period without visits."
    case .hostPerson: "A visiting team comes from elsewhere, not from the host."
    case .selfAssessment: "Nobody weighs a conflict of one's own."
    case .teamIncomplete: "The team lacks somebody that the programme's rules ask for."
    case .conflictOpen: "A conflict of interest that somebody declared has not been weighed yet."
    case .nothingHeld: "A visit ends when at least one session was held."
    case .pointsOpen: "Points of accuracy are still without an answer."
    case .promptRequired:
      "An interruption names what prompted it: evidence, a session, an alternative or talk."
    case .ownerRequired: "An agreed action has an owner and a day by which it is due."
    case .dutyConflict: "Nobody holds these roles at once, or acts for two organisations."
    }
  }
}
