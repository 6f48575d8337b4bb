import EventSourcing
import Hummingbird
import PeerReview
import ReadModels
import Workflow

/// Signing in and out.
enum SignIn {
  static func show(_ exchange: Exchange) async throws -> Response {
    let goOn = try exchange.query([PageURL.goOn])[PageURL.goOn]
    let ledger = try await exchange.pageLedger()
    let names = try await ledger.names()
    let (info, clock, groups) = await ledger.reading { ledger in
      (ledger.info, ledger.clock.now, ledger.isRehearsal ? ledger.personas(names) : [])
    }
    let page = SignInPage(
      title: ledger.isRehearsal ? "Choose whom to sign in as" : "How to get in", log: info.name,
      isRehearsal: ledger.isRehearsal, goOn: goOn.flatMap { Self.ours($0, log: ledger.slug) },
      action: PageURL.signIn(log: ledger.slug).text, groups: groups)
    let frame = Layout.Frame(
      log: info.name, home: PageURL.home(log: ledger.slug).text,
      rehearsal: ledger.isRehearsal ? InWords.moment(clock) : nil, signedIn: nil, asOf: nil)
    return .page(page, frame, crumbs: [Link("All consortia", .logs)])
  }

  static func begin(_ exchange: Exchange) async throws -> Response {
    try SameOrigin.require(exchange)
    let ledger = try await exchange.pageLedger()
    guard ledger.isRehearsal else {
      throw Problem(.notPermitted, "Only in a rehearsal may one choose whom to sign in as.")
    }
    let form = try await exchange.form()
    let person = PersonID(form["person"]?.text ?? "")
    guard let organisation = await ledger.reading({ $0.consortium.people[person.text]?.organisation }) else {
      throw Problem.invalid("person", "unknown_reference", "There is nobody of this name in this rehearsal.")
    }
    let id = await ledger.info.id
    let cookie = SessionCookie(exchange, log: ledger.slug)
    // Who was signed in before is signed out: a session is never handed on.
    if let former = cookie.secret(exchange) { try await exchange.services.sessions.end(former) }
    let secret = try await exchange.services.sessions.begin(log: id, as: Actor(person, for: organisation))
    let goOn = form[PageURL.goOn]?.text.flatMap { ours($0, log: ledger.slug) }
    var response = Response.seeOther(goOn ?? PageURL.home(log: ledger.slug).text)
    cookie.set(secret, on: &response)
    return response
  }

  static func end(_ exchange: Exchange) async throws -> Response {
    try SameOrigin.require(exchange)
    guard let reader = try await exchange.signedIn() else { return .seeOther(PageURL.logs.text) }
    try SameOrigin.require(try await exchange.form()["_key"]?.text, reader)
    let cookie = SessionCookie(exchange, log: reader.log)
    if let secret = cookie.secret(exchange) { try await exchange.services.sessions.end(secret) }
    var response = Response.seeOther(PageURL.logs.text)
    cookie.clear(on: &response)
    return response
  }

  /// The address to go on to, where it is a page of this log: nobody is sent elsewhere after signing in.
  static func ours(_ address: String, log: String) -> String? {
    let home = PageURL.home(log: log).text
    guard address == home || address.hasPrefix(home + "/") || address.hasPrefix(home + "?") else {
      return nil
    }
    return address.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0 != "\\" } ? address : nil
  }
}

extension Exchange {
  /// A form's fields.
  func form() async throws -> Node {
    let type = header(.contentType)?.split(separator: ";").first.map {
      String($0).trimmingSpaces.lowercased()
    }
    guard type == "application/x-www-form-urlencoded" else {
      throw Problem(.unsupportedMediaType, "A form comes as application/x-www-form-urlencoded.")
    }
    do {
      return try FormBody.parse(try await body())
    } catch let malformed as FormBody.Malformed {
      throw Problem(.malformedRequest, malformed.detail)
    }
  }
}
