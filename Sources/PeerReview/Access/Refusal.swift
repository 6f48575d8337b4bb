/// Why a command or a reader is refused: a code for scripts, a sentence for people. The product's codes
/// are this closed list; one table maps their kind to an HTTP status.
package struct Refusal: Error, Sendable, Equatable {
  package let code: Code
  package let detail: String
  /// The field that is at fault, where one is.
  package let field: String?
  /// What must be acknowledged, with `acknowledgement_required`.
  package let warnings: [Warning]

  package init(_ code: Code, _ detail: String, field: String? = nil, warnings: [Warning] = []) {
    self.code = code
    self.detail = detail
    self.field = field
    self.warnings = warnings
  }

  /// What decided the refusal.
  package enum Kind: Sendable {
    /// The input alone.
    case input
    /// The log's state.
    case state
    /// Who asks.
    case access
    /// The stream is not there, or not for this reader.
    case absent
    /// The client's expected version.
    case stale
    /// Too many others at once.
    case busy
  }

  package enum Code: String, CaseIterable, Sendable {
    case staleVersion = "stale_version"
    case wrongState = "wrong_state"
    case notOwnLea = "not_own_lea"
    case notPermitted = "not_permitted"
    case agreementMissing = "agreement_missing"
    case notFound = "not_found"
    case exists
    case busy
    case unknownReference = "unknown_reference"
    case reasonRequired = "reason_required"
    case invalidDate = "invalid_date"
    case commandReused = "command_reused"
    case acknowledgementRequired = "acknowledgement_required"
    case epochChanged = "epoch_changed"
    // Programme
    case alreadyMember = "already_member"
    case benefitRequired = "benefit_required"
    case notInvited = "not_invited"
    case tooFewLeas = "too_few_leas"
    // Organisations
    case alreadyRegistered = "already_registered"
    // Agreement
    case disclosureTextMissing = "disclosure_text_missing"
    case oldVersion = "old_version"
    case unsignedParties = "unsigned_parties"
    // Framework
    case versionPublished = "version_published"
    case emptyFactor = "empty_factor"
    // Definition
    case elementUnexplained = "element_unexplained"
    case noConsultation = "no_consultation"
    // Cycle
    case duplicateFocus = "duplicate_focus"
    // Evidence
    case caveatRequired = "caveat_required"
    case consentMissing = "consent_missing"
    // Judgement
    case provocationRequired = "provocation_required"
    case noChange = "no_change"
    case evidenceUndeclared = "evidence_undeclared"
    case stepNotYours = "step_not_yours"
    // Visit
    case noVisitPeriod = "no_visit_period"
    case hostPerson = "host_person"
    case selfAssessment = "self_assessment"
    case teamIncomplete = "team_incomplete"
    case conflictOpen = "conflict_open"
    case nothingHeld = "nothing_held"
    case pointsOpen = "points_open"
    // Interruption
    case promptRequired = "prompt_required"
    // Action
    case ownerRequired = "owner_required"
    // Person
    case dutyConflict = "duty_conflict"

    package var kind: Kind {
      switch self {
      case .staleVersion: .stale
      case .notOwnLea, .notPermitted, .agreementMissing: .access
      case .notFound: .absent
      case .busy: .busy
      case .unknownReference, .reasonRequired, .invalidDate, .commandReused, .benefitRequired,
        .disclosureTextMissing, .elementUnexplained, .caveatRequired, .consentMissing, .provocationRequired,
        .noChange, .stepNotYours, .promptRequired, .ownerRequired, .hostPerson, .evidenceUndeclared:
        .input
      case .wrongState, .exists, .acknowledgementRequired, .epochChanged, .alreadyMember, .notInvited,
        .tooFewLeas, .alreadyRegistered, .oldVersion, .unsignedParties, .versionPublished, .emptyFactor,
        .noConsultation, .duplicateFocus, .noVisitPeriod, .selfAssessment, .teamIncomplete, .conflictOpen,
        .nothingHeld, .pointsOpen, .dutyConflict:
        .state
      }
    }
  }
}
