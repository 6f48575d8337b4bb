import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

extension HTTPRequestHead {
  /// Whether the connection is to speak something else from here on. The decoder leaves all that follows undecoded.
  var leavesHTTP: Bool {
    method == .CONNECT
      || headers.contains(name: "upgrade")
        && headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
  }
}

extension Error {
  /// Whether more has come than the decoder keeps of what it leaves undecoded.
  var isOfTooMuch: Bool {
    if case .dataReceivedInErrorState(let cause, _)? = self as? ByteToMessageDecoderError {
      return cause is ByteToMessageDecoderError.PayloadTooLargeError
    }
    return self is ByteToMessageDecoderError.PayloadTooLargeError
  }
}

extension HTTPRequest {
  /// Nil for a method that is none.
  init?(_ asked: HTTPRequestHead) {
    // Only an address with its scheme has to be taken apart.
    guard asked.uri.utf8.first == UInt8(ascii: "/") else {
      try? self.init(asked, secure: false, splitCookie: false)
      return
    }
    guard let method = try? HTTPRequest.Method(asked.method) else { return nil }
    self.init(
      method: method, scheme: "http", authority: asked.headers.first(name: "host"), path: asked.uri,
      headerFields: HTTPFields(asked.headers, splitCookie: false))
  }
}
