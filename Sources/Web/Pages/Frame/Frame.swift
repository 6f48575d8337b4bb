import EventSourcing
import PeerReview
import ReadModels
import Workflow

extension PageReader {
  /// What every page of the log shows beside its own content.
  func frame(_ outlook: Outlook) async -> Layout.Frame {
    let (clock, info, recordedAt, roles) = await ledger.reading { ledger in
      (ledger.clock.now, ledger.info, ledger.recordedAt(outlook.position), ledger.roles(of: actor))
    }
    return Layout.Frame(
      log: info.name, home: PageURL.home(log: log).text,
      rehearsal: ledger.isRehearsal ? InWords.moment(clock) : nil,
      signedIn: Layout.SignedIn(
        name: directory.name(actor.person), roles: "\(roles), \(directory.name(actor.organisation))",
        signOut: PageURL.signOut(log: log).text, formKey: session.formKey),
      asOf: Self.asOf(outlook, info.epoch, recordedAt))
  }

  func frame() async -> Layout.Frame {
    await frame(await ledger.reading { Outlook(actor, $0) })
  }

  private static func asOf(_ outlook: Outlook, _ epoch: Int, _ recordedAt: Moment?) -> String {
    let when = recordedAt.map { ", recorded \(InWords.moment($0))" } ?? ""
    return "As of position \(epoch):\(outlook.position) of the log\(when)."
  }
}

extension Ledger {
  func recordedAt(_ position: Int64) -> Moment? { history[position]?.envelope.recordedAt }

  /// The roles that a person holds today, in words.
  func roles(of actor: Actor) -> String {
    guard let person = consortium.people[actor.person.text] else { return "No role" }
    let held = person.grants.filter { person.holds($0.role, for: actor.organisation, on: today) }.map(
      \.role.label)
    return held.isEmpty ? "No role" : InWords.list(held)
  }
}
