import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// The end of a connection's pipeline: takes up one request after the other and has each answered in a task of its own.
///
/// A request that came whole is handed over whole, and so is its answer: to take every part of both through
/// asynchronous sequences, as the server's own handler does, costs a fifth of a command's instructions.
final class RequestHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPRequestPart
  typealias OutboundIn = Never
  typealias OutboundOut = HTTPResponsePart

  private let eventLoop: any EventLoop
  private let limit: TimeAmount
  private let answer: @Sendable (Request) async -> Response
  private var context: ChannelHandlerContext?
  /// What has come and nobody has taken. While there is any of it nothing more is read.
  private var parts: [HTTPRequestPart] = []
  private var holdsRead = false
  private var current: Current?
  /// The last request was answered before its body had come.
  private var skipsBody = false
  private var inputIsClosed = false
  /// No further request is taken up.
  private var isEnding = false
  private var endsStreams = false
  private var timer: Scheduled<Void>?

  /// The request that is being answered.
  private struct Current {
    let task: Task<Void, Never>
    let began: NIODeadline
    var body: Body
    /// Whether parts of an answer without an end are being written.
    var isStream = false

    enum Body {
      case ended
      case comes
      /// Somebody waits for its next part.
      case wanted(EventLoopPromise<ByteBuffer?>)
      case broken(any Error)
    }
  }

  init(
    on eventLoop: any EventLoop, limit: Duration, _ answer: @escaping @Sendable (Request) async -> Response
  ) {
    self.eventLoop = eventLoop
    self.limit = TimeAmount(limit)
    self.answer = answer
  }

  /// What runs for the request under way.
  var task: Task<Void, Never>? { current?.task }

  // MARK: What the client does

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { parts.append(unwrapInboundIn(data)) }

  func channelReadComplete(context: ChannelHandlerContext) {
    advance(context)
    context.fireChannelReadComplete()
  }

  func read(context: ChannelHandlerContext) {
    holdsRead = !parts.isEmpty
    if !holdsRead { context.read() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .inputClosed? = event as? ChannelEvent { closeInput(context) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    let isFirstOfItsRequest = current == nil && parts.isEmpty && !skipsBody && !inputIsClosed
    guard isFirstOfItsRequest, context.channel.isWritable else { return closeInput(context) }
    inputIsClosed = true
    write(MalformedRequest.answer, context, nil)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    closeInput(context)
    endStream()
    context.fireChannelInactive()
  }

  /// Nothing more comes. What came whole is carried out, whether or not there is still somebody to tell.
  private func closeInput(_ context: ChannelHandlerContext) {
    inputIsClosed = true
    advance(context)
    breakBody(Self.brokenOff)
  }

  private static let brokenOff = Problem(
    .malformedRequest, "The body is not framed as HTTP has it, or broke off.")

  // MARK: Requests

  /// Goes on with what has come.
  private func advance(_ context: ChannelHandlerContext) {
    if current != nil {
      giveBody()
    } else {
      while skipsBody, !parts.isEmpty { skipsBody = takeOfBody() != nil }
      takeUp(context)
      // What was written goes first. What the client still sends is read and dropped: to close on it would take back
      // what it has not read.
      if current == nil, isEnding || inputIsClosed { context.close(mode: .output, promise: nil) }
    }
    readOn(context)
  }

  private func readOn(_ context: ChannelHandlerContext) {
    guard holdsRead, parts.isEmpty else { return }
    holdsRead = false
    context.read()
  }

  private func takeUp(_ context: ChannelHandlerContext) {
    guard case .head(let head)? = parts.first else { return }
    parts.removeFirst()
    let connection = Connection(channel: context.channel, self)
    let whole = takeWholeBody()
    let request = Request(
      head: head,
      body: whole.map(RequestBody.init(buffer:))
        ?? RequestBody(asyncSequence: LateBody(connection: connection)))
    isEnding = head.headerFields[.connection]?.lowercased() == "close"
    let task = Task { [answer] in await AnswerWriter.write(await answer(request), to: connection) }
    current = Current(task: task, began: .now(), body: whole == nil ? .comes : .ended)
    if timer == nil { hold(to: limit) }
  }

  /// The body, where all of it has come.
  private func takeWholeBody() -> ByteBuffer? {
    guard let end = parts.firstIndex(where: { if case .end = $0 { true } else { false } }) else { return nil }
    var body: ByteBuffer?
    for case .body(var buffer) in parts[..<end] {
      if body?.writeBuffer(&buffer) == nil { body = buffer }
    }
    parts.removeSubrange(...end)
    return body ?? ByteBuffer()
  }

  // MARK: A body that comes late

  func nextOfBody() -> EventLoopFuture<ByteBuffer?> {
    if case .broken(let error)? = current?.body { return eventLoop.makeFailedFuture(error) }
    guard case .comes? = current?.body else { return eventLoop.makeSucceededFuture(nil) }
    let promise = eventLoop.makePromise(of: ByteBuffer?.self)
    current?.body = .wanted(promise)
    giveBody()
    if let context { readOn(context) }
    if inputIsClosed { breakBody(Self.brokenOff) }
    return promise.futureResult
  }

  private func giveBody() {
    guard case .wanted(let promise)? = current?.body, !parts.isEmpty else { return }
    let part = takeOfBody()
    current?.body = part == nil ? .ended : .comes
    promise.succeed(part)
  }

  /// The next part of a body, nil at its end.
  private func takeOfBody() -> ByteBuffer? {
    if case .body(let buffer) = parts.removeFirst() { buffer } else { nil }
  }

  /// Whoever waits for more of the body waits in vain.
  private func breakBody(_ error: any Error) {
    guard case .wanted(let promise)? = current?.body else { return }
    current?.body = .broken(error)
    promise.fail(error)
  }

  // MARK: Answers

  /// Writes an answer's last parts, and goes on with the next request.
  func finish(_ parts: [HTTPResponsePart]) {
    switch current?.body {
    case .comes, .wanted: skipsBody = true
    case .ended, .broken, nil: break
    }
    current = nil
    guard let context else { return }
    write(parts, context, nil)
    advance(context)
  }

  /// Writes parts of an answer without an end; fulfilled when the client has taken them.
  func stream(_ parts: [HTTPResponsePart]) -> EventLoopFuture<Void> {
    guard let context else { return eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel) }
    current?.isStream = true
    if endsStreams { endStream() }
    let written = eventLoop.makePromise(of: Void.self)
    write(parts, context, written)
    return written.futureResult
  }

  private func write(
    _ parts: [HTTPResponsePart], _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?
  ) {
    for (index, part) in parts.enumerated() {
      var part = part
      if isEnding, case .head(var head) = part {
        head.headerFields[.connection] = "close"
        part = .head(head)
      }
      context.write(wrapOutboundOut(part), promise: index == parts.count - 1 ? promise : nil)
    }
    context.flush()
  }

  /// An answer without an end gets one, now and from now on.
  func endStream() {
    endsStreams = true
    guard let current, current.isStream else { return }
    current.task.cancel()
    // Who takes nothing would not take the end either.
    if let context, !context.channel.isWritable { context.close(promise: nil) }
  }

  // MARK: Time

  /// Cancels what has not been answered in its time. One timer serves all requests of a connection, since hardly one
  /// is still there when its time is over.
  private func hold(to time: TimeAmount) {
    timer = eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
      timer = nil
      guard let current, !current.isStream else { return }
      let left = current.began + limit - .now()
      if left > .zero { return hold(to: left) }
      current.task.cancel()
      breakBody(CancellationError())
      if case .comes? = self.current?.body { self.current?.body = .broken(CancellationError()) }
    }
  }
}
