import HTTPTypes
import Hummingbird
import PeerReview
import Workflow

/// Answers for one stream's state.
enum StreamOperation {
  static func state(_ kind: StreamKind, _ exchange: Exchange) async throws -> Response {
    let caller = try await exchange.caller([.read])
    _ = try exchange.query([])
    _ = try exchange.format(among: ["application/json"])
    let standing = try await exchange.standing(caller.ledger)
    let pseudonyms = await caller.ledger.pseudonyms(for: caller.actor)
    let id = exchange.parameter("id")
    guard let stream = StreamID(kind, id).meant(by: pseudonyms),
      let (state, head) = await caller.ledger.state(of: stream, for: caller.actor)
    else {
      throw Problem(
        .notFound,
        "There is no \(kind.isSingle ? kind.rawValue : "\(kind.rawValue) \(id.prefix(130))") here that you may see."
      )
    }
    let body: Node = [
      "stream": .text(stream.description), "id": .text(stream.id), "version": head.version.node,
      "position": head.lastPosition.node,
      "state": state,
    ]
    return .json(
      pseudonyms?.hiding(body) ?? body,
      headers: [
        .eTag: "\"\(head.version)\"",
        .collegiatePosition: PositionToken(epoch: standing.epoch, position: standing.head).description,
        // The version names what was recorded, not what this reader sees of it: nobody may keep the answer.
        .cacheControl: "no-store", .vary: "Authorization, Cookie, Accept",
      ])
  }
}

extension StreamID {
  /// The stream that a reader means who knows people by their pseudonyms: a person's own id says nothing to it.
  func meant(by pseudonyms: Pseudonyms?) -> StreamID? {
    guard let pseudonyms, kind == .person else { return self }
    return pseudonyms.person(id).map { StreamID(.person, $0) }
  }
}
