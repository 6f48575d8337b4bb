import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1

/// The end of a connection's pipeline: takes up one request after the other and has each answered in a task of its own.
///
/// A request that came whole is handed over whole, and its answer comes back as bytes: to take every part of both
/// through asynchronous sequences and further handlers, as the server's own ones do, costs nearly a fifth of a command's
/// instructions.
final class RequestHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = Never
  typealias OutboundOut = ByteBuffer

  private let eventLoop: any EventLoop
  private let limit: TimeAmount
  private let idle: TimeAmount
  private let refuse: @Sendable (Problem) async -> Response
  private let answer: @Sendable (Request) async -> Response
  private var context: ChannelHandlerContext?
  /// What has come and nobody has taken. While there is any of it nothing more is read.
  private var parts = CircularBuffer<HTTPServerRequestPart>()
  private var holdsRead = false
  private var current: Current?
  /// The last request was answered before its body had come.
  private var skipsBody = false
  private var inputIsClosed = false
  /// No further request is taken up.
  private var isEnding = false
  private var isStopping = false
  /// How many pieces of answers the client has taken.
  private var taken = 0
  private var timer: Scheduled<Void>?
  /// Since when no request is under way.
  private var idleSince = NIODeadline.now()
  private var patience: Scheduled<Void>?
  /// Until when answers may be taken: without an end, until the service stops.
  private var lastMoment = NIODeadline.distantFuture

  /// The request that is being answered.
  private struct Current {
    let task: Task<Void, Never>
    let began: NIODeadline
    var body: Body
    /// The client sends the body when it is told to.
    var awaitsLeave: Bool
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
    on eventLoop: any EventLoop, _ limits: WebOptions.Limits,
    refuse: @escaping @Sendable (Problem) async -> Response,
    _ answer: @escaping @Sendable (Request) async -> Response
  ) {
    self.eventLoop = eventLoop
    limit = TimeAmount(limits.time)
    idle = TimeAmount(limits.idle)
    self.refuse = refuse
    self.answer = answer
  }

  /// What runs for the request under way.
  var task: Task<Void, Never>? { current?.task }

  // MARK: What the client does

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    look(in: min(limit, idle))
  }

  /// The connection is closed. What came whole is carried out all the same.
  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    patience?.cancel()
    if current == nil { timer?.cancel() }
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
    // Who goes on and on after an offer to leave HTTP has its answer.
    if isEnding, current == nil, error.isOfTooMuch { return context.close(promise: nil) }
    let isAlone = current == nil && parts.isEmpty && !skipsBody && !inputIsClosed && !isEnding
    let canBeTold = context.channel.isActive && !(error is IOError)
    if isAlone, canBeTold { start(context, refusing: Self.unreadable) } else { closeInput(context) }
  }

  /// Nothing more comes. What came whole is still answered.
  private func closeInput(_ context: ChannelHandlerContext) {
    inputIsClosed = true
    advance(context)
    breakBody(Self.brokenOff)
  }

  private static let brokenOff = Problem(
    .malformedRequest, "The body is not framed as HTTP has it, or broke off.")
  private static let unreadable = Problem(
    .malformedRequest,
    "This is not a request as HTTP has it: its first line or a header holds what may not stand there, or is too long."
  )
  private static let hostless = Problem(
    .malformedRequest, "A request names the host that it is for once: Host.")

  // MARK: Requests

  /// Goes on with what has come.
  private func advance(_ context: ChannelHandlerContext) {
    if current != nil {
      giveBody()
    } else {
      while skipsBody, !parts.isEmpty { skipsBody = takeOfBody() != nil }
      if isEnding { parts.removeAll() }
      takeUp(context)
      // What was written goes first. What the client still sends is read and dropped: to close on it would take back
      // what it has not read.
      if current == nil, isEnding || inputIsClosed {
        context.close(mode: isStopping ? .all : .output, promise: nil)
      }
    }
    readOn(context)
  }

  private func readOn(_ context: ChannelHandlerContext) {
    guard holdsRead, parts.isEmpty else { return }
    holdsRead = false
    context.read()
  }

  private func takeUp(_ context: ChannelHandlerContext) {
    guard case .head(let asked)? = parts.first else { return }
    parts.removeFirst()
    guard let head = HTTPRequest(asked) else { return start(context, refusing: Self.unreadable) }
    let knowsChunks = asked.version == .http1_1
    guard !knowsChunks || asked.headers["host"].count == 1 else {
      return start(context, refusing: Self.hostless)
    }
    let connection = Connection(channel: context.channel, self)
    let whole = takeWholeBody()
    let request = Request(
      head: head,
      body: whole.map(RequestBody.init(buffer:))
        ?? RequestBody(asyncSequence: LateBody(connection: connection)))
    isEnding = isStopping || !knowsChunks || !asked.isKeepAlive || asked.leavesHTTP
    let task = Task(executorPreference: RequestWorkers.shared) { [answer, isEnding] in
      await AnswerWriter.write(
        await answer(request), to: connection, isEnding: isEnding, knowsChunks: knowsChunks)
    }
    current = Current(
      task: task, began: .now(), body: whole == nil ? .comes : .ended,
      awaitsLeave: knowsChunks
        && asked.headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" })
  }

  /// Answers what has come as no request, and takes up no other.
  private func start(_ context: ChannelHandlerContext, refusing problem: Problem) {
    isEnding = true
    parts.removeAll()
    let connection = Connection(channel: context.channel, self)
    let task = Task(executorPreference: RequestWorkers.shared) { [refuse] in
      await AnswerWriter.write(await refuse(problem), to: connection, isEnding: true, knowsChunks: false)
    }
    current = Current(task: task, began: .now(), body: .ended, awaitsLeave: false)
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
    giveLeave()
    giveBody()
    if let context { readOn(context) }
    if inputIsClosed { breakBody(Self.brokenOff) }
    return promise.futureResult
  }

  private func giveLeave() {
    guard let context, current?.awaitsLeave == true else { return }
    current?.awaitsLeave = false
    guard parts.isEmpty else { return }
    write([ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n")], context)
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

  /// Writes an answer's last bytes, and goes on with the next request when the client has taken them: who takes
  /// nothing is not answered further, and what a close would cut off is none.
  func finish(_ bytes: [ByteBuffer]) {
    guard let context else { return fail() }
    current?.answer = .sent
    write(bytes, context).assumeIsolated().whenComplete { [self] result in
      if case .ended? = current?.body {} else { skipsBody = true }
      current = nil
      idleSince = .now()
      if case .failure = result { takeUpNoMore() }
      if let context = self.context { advance(context) }
    }
    if case .sent? = current?.answer { closeUnlessTaken() }
  }

  /// The answer cannot be written to its end, which the client sees by the connection's.
  func fail() {
    breakBody(Self.brokenOff)
    current = nil
    takeUpNoMore()
    if let context { context.close(promise: nil) } else { timer?.cancel() }
  }

  /// What came behind a request is not carried out where that one's answer cannot be taken.
  private func takeUpNoMore() {
    isEnding = true
    inputIsClosed = true
  }

  /// Writes bytes of an answer without an end; fulfilled when the client has taken them.
  func stream(_ bytes: ByteBuffer) -> EventLoopFuture<Void> {
    guard let context else { return eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel) }
    current?.answer = .streamed
    if isStopping { current?.task.cancel() }
    let written = write([bytes], context)
    closeUnlessTaken()
    return written
  }

  /// Fulfilled when the client has taken all of the bytes.
  @discardableResult
  private func write(_ bytes: [ByteBuffer], _ context: ChannelHandlerContext) -> EventLoopFuture<Void> {
    let written = eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenSuccess { [self] in taken += 1 }
    for buffer in bytes.dropLast() { context.write(wrapOutboundOut(buffer), promise: nil) }
    context.writeAndFlush(wrapOutboundOut(bytes.last ?? ByteBuffer()), promise: written)
    return written.futureResult
  }

  /// The service stops: an answer without an end gets one, and who takes nothing of an answer does not hold it up, nor
  /// for long who takes little.
  func stop() {
    isStopping = true
    isEnding = true
    lastMoment = .now() + limit
    if current == nil, let context { return context.close(promise: nil) }
    if case .streamed? = current?.answer { current?.task.cancel() }
    patience?.cancel()
    patience = nil
    closeUnlessTaken()
  }

  // MARK: Time

  /// Cancels what has not been answered in its time, and closes what has been idle for long. One timer serves both for
  /// as long as the connection is there: hardly a request is still under way when its time is over.
  private func look(in time: TimeAmount) {
    timer = eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
      switch current?.answer {
      case nil:
        guard let context else { return }
        let left = idleSince + idle - .now()
        if left > .zero { look(in: min(left, limit)) } else { context.close(promise: nil) }
      case .awaited?: look(in: min(cancelIfLate(), idle))
      case .streamed?, .sent?: look(in: min(limit, idle))
      }
    }
  }

  /// How long the request under way may still take; what it may once it is cancelled.
  private func cancelIfLate() -> TimeAmount {
    guard let current else { return limit }
    let left = current.began + limit - .now()
    guard left <= .zero else { return left }
    current.task.cancel()
    breakBody(CancellationError())
    if case .comes = current.body { self.current?.body = .broken(CancellationError()) }
    return limit
  }

  /// Closes where the client takes nothing for a while of what waits for it.
  private func closeUnlessTaken() {
    let before = (taken: taken, bytes: untaken)
    guard patience == nil, before.bytes > 0 else { return }
    patience = eventLoop.assumeIsolated().scheduleTask(in: isStopping ? .seconds(3) : limit) { [self] in
      patience = nil
      let takes = taken > before.taken || untaken < before.bytes
      if takes, lastMoment > .now() { closeUnlessTaken() } else { context?.close(promise: nil) }
    }
  }

  /// Bytes that are written and have found no room at the client's.
  private var untaken: Int {
    (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
  }
}
