import HTTPTypes
import Hummingbird
import PeerReview
import Workflow

extension CommandForm {
  /// The form as it is opened.
  func open(_ reader: PageReader) async -> Response {
    let page = page(initial, commandID: UUIDv7.mint(at: Clock.system), formKey: reader.session.formKey)
    return .page(
      page, await reader.frame(),
      crumbs: [Link("All consortia", .logs), Link("Programme", .home(log: reader.log)), back])
  }

  /// Performs what was sent, once however often it is sent; else the form comes back with all that was
  /// entered and what is wrong with it.
  func send(
    _ exchange: Exchange, _ reader: PageReader, then page: (Outcome) -> PageURL
  ) async throws -> Response {
    let form = try await exchange.form()
    try SameOrigin.require(form["_key"]?.text, reader)
    let commandID = form["_command"]?.text.flatMap { UUIDv7.canonical($0) } ?? UUIDv7.mint(at: Clock.system)
    if let list = form["_add"]?.text {
      return await back(form, commandID, Return(adding: list), .ok, reader)
    }
    do {
      let outcome = try await reader.ledger.perform(
        Call(
          kind, id: stream?.id, body(form), source: .form, by: reader.actor, commandID: commandID,
          expectedVersion: form["_version"]?.text.flatMap { Int($0) }))
      return .seeOther(page(outcome).text + "?\(PageURL.done)=recorded")
    } catch let invalid as InvalidInput {
      return await back(form, commandID, Return(errors: invalid.errors), .unprocessableContent, reader)
    } catch let refused as Refused {
      let status = HTTPResponse.Status(code: refused.refusal.kindStatus)
      return await back(
        form, commandID, Return(refusal: refused.refusal, changed: refused.changedSince), status, reader)
    }
  }

  private func back(
    _ form: Node, _ commandID: String, _ sent: Return, _ status: HTTPResponse.Status, _ reader: PageReader
  ) async -> Response {
    let page = page(form, commandID: commandID, formKey: reader.session.formKey, sent)
    return .page(
      page, await reader.frame(),
      crumbs: [Link("All consortia", .logs), Link("Programme", .home(log: reader.log)), back],
      isError: sent.adding == nil, status: status)
  }

  /// The command's body: what the form holds, without what only the page needs, and without empty rows.
  func body(_ form: Node) -> Node {
    guard case .object(let members) = form else { return .object([]) }
    var kept = members.filter { !$0.name.hasPrefix("_") && fixed[$0.name] == nil }
      .compactMap { member in Self.pruned(member.value).map { Node.Member(member.name, $0) } }
    kept += fixed.sorted { $0.key < $1.key }.map { Node.Member($0.key, $0.value) }
    // A day was entered, so no more than the day is known.
    if let day = form["occurred_at"]?.text, CalendarDay(day) != nil {
      kept.append(Node.Member("occurred_precision", .text(OccurredPrecision.day.rawValue)))
    }
    return .object(kept)
  }

  /// A row in which nothing was entered is no row; other fields are left to their own rules.
  private static func pruned(_ node: Node) -> Node? {
    guard case .object(let members) = node else { return node }
    let isList = members.allSatisfy { Int($0.name) != nil }
    guard isList else {
      return .object(
        members.compactMap { member in pruned(member.value).map { Node.Member(member.name, $0) } })
    }
    let rows = members.filter { !isBlank($0.value) }
    return rows.isEmpty ? nil : .object(rows)
  }

  private static func isBlank(_ node: Node) -> Bool {
    switch node {
    case .text(let text): text.allSatisfy(\.isWhitespace)
    case .object(let members): members.allSatisfy { isBlank($0.value) }
    case .list(let items): items.allSatisfy { isBlank($0) }
    case .null: true
    case .bool, .number: false
    }
  }
}

extension Refusal {
  fileprivate var kindStatus: Int { code.kind.status }
}
