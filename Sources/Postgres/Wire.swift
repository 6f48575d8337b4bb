import CLibPQ
import Glibc

/// A libpq connection, which one thread owns; every call here may block that thread.
final class Wire {
  private let handle: OpaquePointer

  /// Connects as libpq reads `conninfo`: keywords or a URI, several hosts, TLS, service and password files.
  init(_ conninfo: String, _ session: Session) throws(PostgresError) {
    try Wire.check(conninfo)
    // What stands before `dbname`, whose value libpq expands, is a default that the string may
    // override; what stands after it is fixed.
    let keywords = ["connect_timeout", "fallback_application_name", "dbname", "client_encoding"]
    let values = ["10", session.applicationName, conninfo, "UTF8"]
    guard let handle = Wire.connect(keywords, values) else {
      throw PostgresError(.unreachable, "libpq has no memory for a connection.")
    }
    self.handle = handle
    guard PQstatus(handle) == CONNECTION_OK else {
      throw PostgresError(.unreachable, Wire.sentence(PQerrorMessage(handle)))
    }
    // A notice may quote a value, and libpq would write it to stderr.
    PQsetNoticeReceiver(handle, { _, _ in }, nil)
  }

  deinit { PQfinish(handle) }

  enum TransactionState { case idle, open, failed, unknown }

  var transactionState: TransactionState {
    switch PQtransactionStatus(handle) {
    case PQTRANS_IDLE: .idle
    case PQTRANS_INTRANS: .open
    case PQTRANS_INERROR: .failed
    default: .unknown
    }
  }

  var socket: Int32 { PQsocket(handle) }
  var processID: Int32 { PQbackendPID(handle) }

  func send(_ sql: String, _ parameters: EncodedParameters) throws(PostgresError) {
    let sent = parameters.withPointers { values in
      PQsendQueryParams(
        handle,
        sql,
        Int32(parameters.types.count),
        parameters.types,
        values,
        parameters.lengths,
        parameters.formats,
        0
      )
    }
    guard sent == 1 else { throw lastError }
  }

  func sendPrepare(_ name: String, _ sql: String, _ parameters: EncodedParameters) throws(PostgresError) {
    let count = Int32(parameters.types.count)
    guard PQsendPrepare(handle, name, sql, count, parameters.types) == 1 else { throw lastError }
  }

  func sendPrepared(_ name: String, _ parameters: EncodedParameters) throws(PostgresError) {
    let sent = parameters.withPointers { values in
      PQsendQueryPrepared(
        handle,
        name,
        Int32(parameters.types.count),
        values,
        parameters.lengths,
        parameters.formats,
        0
      )
    }
    guard sent == 1 else { throw lastError }
  }

  func sendScript(_ sql: String) throws(PostgresError) {
    guard PQsendQuery(handle, sql) == 1 else { throw lastError }
  }

  /// Sends rows to a COPY that has begun, and ends it. In one message, which the server takes whole before it looks
  /// into it: so it keeps nobody waiting here.
  func put(_ rows: [UInt8]) throws(PostgresError) {
    let sent = rows.withUnsafeBytes { bytes in
      PQputCopyData(handle, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
    }
    guard sent == 1, PQputCopyEnd(handle, nil) == 1 else { throw lastError }
  }

  /// Whether libpq holds no complete result yet.
  var isBusy: Bool { PQisBusy(handle) == 1 }

  /// Waits until the server has said something, at most for `milliseconds` (-1: for ever).
  func wait(milliseconds: Int32) throws(PostgresError) {
    var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return }
    guard PQconsumeInput(handle) == 1 else { throw lastError }
  }

  /// The next result of what was sent, nil after the last one.
  func nextResult() -> OpaquePointer? { PQgetResult(handle) }

  func cancelRequest() -> CancelRequest? { PQgetCancel(handle).map(CancelRequest.init) }

  var isBroken: Bool { PQstatus(handle) == CONNECTION_BAD }

  private var lastError: PostgresError {
    PostgresError(isBroken ? .connectionLost : .misuse, Wire.sentence(PQerrorMessage(handle)))
  }
}

extension Wire {
  /// libpq's own complaint about a string would quote it, password and all.
  private static func check(_ conninfo: String) throws(PostgresError) {
    guard !conninfo.utf8.contains(0), let options = PQconninfoParse(conninfo, nil) else {
      throw PostgresError(.misuse, "libpq cannot read the connection string.")
    }
    PQconninfoFree(options)
  }

  private static func connect(_ keywords: [String], _ values: [String]) -> OpaquePointer? {
    let keywords = keywords.map { strdup($0) }
    let values = values.map { strdup($0) }
    defer { for text in keywords + values { free(text) } }
    return PQconnectdbParams(
      keywords.map { UnsafePointer($0) } + [nil],
      values.map { UnsafePointer($0) } + [nil],
      1
    )
  }

  /// libpq ends its messages with a line break, and puts one line for each host that it tried.
  static func sentence(_ message: UnsafePointer<CChar>?) -> String {
    let text = message.map { String(cString: $0) } ?? ""
    return text.split(separator: "\n").joined(separator: "; ")
  }
}
