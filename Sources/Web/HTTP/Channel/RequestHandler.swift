import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// The end of a connection's pipeline: takes up one request after the other and has each answered in a task of its own.
///
/// A request that came whole is handed over whole, and so is its answer: to take every part of both through
/// asynchronous sequences, as the server's own handler does, costs an eighth of a command's instructions.
final class RequestHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPRequestPart
  typealias OutboundIn = Never
  typealias OutboundOut = HTTPResponsePart

  private let eventLoop: any EventLoop
  private let limit: TimeAmount
  private let answer: @Sendable (Request) async -> Response
  private var context: ChannelHandlerContext?
  /// What has come and nobody has taken. While there is any of it nothing more is read.
  private var parts = CircularBuffer<HTTPRequestPart>()
  private var holdsRead = false
  private var current: Current?
  /// The last request was answered before its body had come.
  private var skipsBody = false
  private var inputIsClosed = false
  /// No further request is taken up.
  private var isEnding = false
  private var isStopping = false
  private var answersTaken = 0
  private var timer: Scheduled<Void>?
  private var patience: Scheduled<Void>?

  /// The request that is being answered.
  private struct Current {
    let task: Task<Void, Never>
    let began: NIODeadline
    var body: Body
    var answer = Answer.awaited

    enum Answer {
      case awaited
      /// Parts of an answer without an end are being written.
      case streamed
      /// All of it is written, and the client has yet to take it.
      case sent
    }

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

  /// The connection is closed. What came whole is carried out all the same.
  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    inputIsClosed = true
    breakBody(Self.brokenOff)
    if case .streamed? = current?.answer { current?.task.cancel() }
  }

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
    let isAlone = current == nil && parts.isEmpty && !skipsBody && !inputIsClosed && !isEnding
    guard isAlone, context.channel.isWritable else { return closeInput(context) }
    inputIsClosed = true
    write(MalformedRequest.answer, context, nil)
    context.close(promise: nil)
  }

  /// Nothing more comes. What came whole is still answered.
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
    parts.removeFirst(parts.distance(from: parts.startIndex, to: end) + 1)
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

  /// Writes an answer's last parts, and goes on with the next request when the client has taken them: who takes
  /// nothing is not answered further, and what a close would cut off is none.
  func finish(_ parts: [HTTPResponsePart]) {
    guard let context, let end = parts.last else { return current = nil }
    let isStream = if case .streamed? = current?.answer { true } else { false }
    current?.answer = .sent
    let taken = eventLoop.makePromise(of: Void.self)
    taken.futureResult.assumeIsolated().whenComplete { [self] _ in
      if case .ended? = current?.body {} else { skipsBody = true }
      current = nil
      answersTaken += 1
      guard let context = self.context else { return }
      context.write(wrapOutboundOut(end), promise: nil)
      // Where the length was said the end is no bytes, and goes with whatever follows.
      if isStream || isEnding || inputIsClosed { context.flush() }
      advance(context)
    }
    let rest = parts.dropLast()
    if rest.isEmpty { return taken.succeed() }
    write(Array(rest), context, taken)
    if case .sent? = current?.answer { closeUnlessTaken() }
  }

  /// Writes parts of an answer without an end; fulfilled when the client has taken them.
  func stream(_ parts: [HTTPResponsePart]) -> EventLoopFuture<Void> {
    guard let context else { return eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel) }
    current?.answer = .streamed
    if isStopping { current?.task.cancel() }
    let taken = eventLoop.makePromise(of: Void.self)
    write(parts, context, taken)
    if isStopping { closeUnlessTaken() }
    return taken.futureResult
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

  /// The service stops: an answer without an end gets one, and who takes nothing of an answer does not hold it up.
  func stop() {
    isStopping = true
    if case .streamed? = current?.answer { current?.task.cancel() }
    patience?.cancel()
    patience = nil
    closeUnlessTaken()
  }

  // MARK: Time

  /// Cancels what has not been answered in its time. One timer serves all requests of a connection, since hardly one
  /// is still there when its time is over.
  private func hold(to time: TimeAmount) {
    timer = eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
      timer = nil
      guard let current, case .awaited = current.answer else { return }
      let left = current.began + limit - .now()
      if left > .zero { return hold(to: left) }
      current.task.cancel()
      breakBody(CancellationError())
      if case .comes = current.body { self.current?.body = .broken(CancellationError()) }
    }
  }

  /// Closes where the client takes nothing for a while of what waits for it.
  private func closeUnlessTaken() {
    let before = (answers: answersTaken, bytes: untaken)
    guard patience == nil, before.bytes > 0 else { return }
    patience = eventLoop.assumeIsolated().scheduleTask(in: isStopping ? .seconds(3) : limit) { [self] in
      patience = nil
      if answersTaken > before.answers || untaken < before.bytes { return closeUnlessTaken() }
      context?.close(promise: nil)
    }
  }

  /// Bytes that are written and have found no room at the client's.
  private var untaken: Int {
    (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
  }
}
