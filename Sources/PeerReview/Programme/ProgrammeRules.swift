/// What the members agreed on for every visit of the programme.
package struct ProgrammeRules: Payload, Slot {
  package typealias Value = ProgrammeRules
  /// Peers on a visiting team, at the least.
  package let minPeers: Int
  /// LEAs that the peers come from, at the least.
  package let minPeerLeas: Int
  /// Whether somebody of the university goes along.
  package let outsiderNeeded: Bool
  /// Working days before a visit at which the briefing is shared.
  package let briefingDays: Int
  /// Working days in which the host may raise points of accuracy.
  package let accuracyDays: Int
  /// Months after which progress is looked back on.
  package let lookBackMonths: Int
  /// Years for which records are kept.
  package let retentionYears: Int

  /// Six years of retention: what councils usually keep records of joint work for.
  package static let usual = ProgrammeRules(
    minPeers: 2,
    minPeerLeas: 2,
    outsiderNeeded: true,
    briefingDays: 10,
    accuracyDays: 10,
    lookBackMonths: 10,
    retentionYears: 6
  )
}

extension ProgrammeRules {
  package init(_ f: inout Fields) {
    minPeers = f.whole("min_peers", "Peers on a team, at least", in: 1...20)
    minPeerLeas = f.whole("min_peer_leas", "LEAs that they come from, at least", in: 1...20)
    outsiderNeeded = f.flag("outsider_needed", "Somebody of the university goes along")
    briefingDays = f.whole("briefing_days", "Working days from briefing to visit", in: 0...60)
    accuracyDays = f.whole("accuracy_days", "Working days for points of accuracy", in: 1...60)
    lookBackMonths = f.whole("look_back_months", "Months until looking back", in: 1...36)
    retentionYears = f.whole("retention_years", "Years that records are kept", in: 1...50)
  }
}

/// The rules as proposed: what is left out is as usual.
package struct ProposedRules: Payload {
  package let minPeers: Int?
  package let minPeerLeas: Int?
  package let outsiderNeeded: Bool?
  package let briefingDays: Int?
  package let accuracyDays: Int?
  package let lookBackMonths: Int?
  package let retentionYears: Int?
}

extension ProposedRules {
  package init(_ f: inout Fields) {
    minPeers = f.whole("min_peers", "Peers on a team, at least", hint: "Usually 2", in: 1...20)
    minPeerLeas = f.whole(
      "min_peer_leas",
      "LEAs that they come from, at least",
      hint: "Usually 2",
      in: 1...20
    )
    outsiderNeeded = f.optionalFlag(
      "outsider_needed",
      "Somebody of the university goes along",
      hint: "Usually so"
    )
    briefingDays = f.whole(
      "briefing_days",
      "Working days from briefing to visit",
      hint: "Usually 10",
      in: 0...60
    )
    accuracyDays = f.whole(
      "accuracy_days",
      "Working days for points of accuracy",
      hint: "Usually 10",
      in: 1...60
    )
    lookBackMonths = f.whole("look_back_months", "Months until looking back", hint: "Usually 10", in: 1...36)
    retentionYears = f.whole("retention_years", "Years that records are kept", hint: "Usually 6", in: 1...50)
    f.check(
      minPeerLeas ?? ProgrammeRules.usual.minPeerLeas <= minPeers ?? ProgrammeRules.usual.minPeers,
      "min_peer_leas",
      "out_of_range",
      "Peers cannot come from more LEAs than there are peers."
    )
  }

  var completed: ProgrammeRules {
    let usual = ProgrammeRules.usual
    return ProgrammeRules(
      minPeers: minPeers ?? usual.minPeers,
      minPeerLeas: minPeerLeas ?? usual.minPeerLeas,
      outsiderNeeded: outsiderNeeded ?? usual.outsiderNeeded,
      briefingDays: briefingDays ?? usual.briefingDays,
      accuracyDays: accuracyDays ?? usual.accuracyDays,
      lookBackMonths: lookBackMonths ?? usual.lookBackMonths,
      retentionYears: retentionYears ?? usual.retentionYears
    )
  }
}
