/// The prose of the OpenAPI document.
enum APIText {
  static func introduction(_ options: WebOptions) -> String {
    let limits = options.limits
    return """
      Everything that can be asked of a consortium's log, and everything that can be read from it. Names are \
      `snake_case`, times RFC 3339 in UTC, days `2026-01-20` in London.

      **Commands.** `POST` one with its fields as JSON. It answers what was recorded, or a problem; nothing is half \
      done. Unknown fields are refused. `Idempotency-Key` makes a command safe to send again: a repeat gets the \
      first answer. `If-Match` with the version that you saw protects what others changed since: 412 says what they did. \
      Without it, the server settles a race by itself. A command that wants something read first answers 409 \
      `acknowledgement_required` with `warnings`; send it again with their codes in `acknowledge`. A command whose wish holds already \
      answers 200 with no events.

      **Views** answer one question each, for you: what you may not see is absent, from counts too. `ETag` and \
      `If-None-Match` make an unchanged view cost a 304. `changed_after` gives what changed. The same rows come as CSV, \
      with CSVW metadata beside them.

      **Reading your own writes.** Send the `Collegiate-Position` of an answer with any read: it waits up to \
      \(limits.freshness.components.seconds) s to include it, or answers 503. After a restore or a failover a position \
      of before is refused with 409 `epoch_changed`.

      **Problems** are `application/problem+json` (RFC 9457) with a `code`, a sentence in `detail`, and every field at \
      fault in `errors`. What refuses a request comes in this order: the token (401), a consortium that it is not for \
      (404), its scope (403), the shape of the headers and the body (4xx), a repeated command (its first answer), \
      `not_own_lea`, `not_permitted`, what is absent (404), and the state of things.

      **Limits.** A body has at most \(limits.body) bytes (413), an address \(limits.uri) (414), the headers \
      \(limits.headers) together (431). A request takes at most \(limits.time.components.seconds) s (503). \
      \(rate(options)) Lengths of texts and lists stand with their fields (422).
      """
  }

  static func token(_ options: WebOptions) -> String {
    """
    A personal token: it acts as one person for one organisation in one consortium, with the scopes `read` (views, \
    streams, events), `report` (views) and `command`. It expires, and a revoked one is refused after at most \
    \(options.limits.tokenCache.components.seconds) s.
    """
  }

  private static func rate(_ options: WebOptions) -> String {
    options.requestsPerMinute == 0
      ? "The number of requests is not limited."
      : "A token may send each service \(options.requestsPerMinute) requests a minute (429 with `Retry-After`)."
  }
}
