import EventSourcing
import PeerReview
import ReadModels
import TestSupport
import Testing

/// A view that cannot fold an event stops at that stream, says so, and stops nothing else.
@Suite struct `A view that stumbles` {
  let stumbling = ViewKind(Stumbling.self)
  let sureFooted = ViewKind(SureFooted.self)
  let visit = StreamID(.visit, "vis-1")

  @Test func `it parks that stream alone, from the event it stumbles over; the others flow on`() async throws
  {
    try await withProjecting { p in
      let (history, today) = p.whole
      let views = [stumbling] + ViewKind.followed
      let follower = p.projector("follower", views)
      #expect(await follower.project(p.log, history, today: today) == Int64(history.count))
      let first = try #require(history.events(of: visit).first { $0.envelope.type == Stumbling.stumblesOver })
      let parked = try await Cursors(p.pool).parked(name: stumbling.name, version: 1, in: p.log)
      #expect(parked.map(\.stream) == [visit])
      #expect(parked.map(\.position) == [first.envelope.position])
      #expect(parked.allSatisfy { !$0.error.isEmpty })
      let status = try await Cursors(p.pool).status(of: p.log)
      #expect(status.allSatisfy { $0.position == Int64(history.count) })
      for view in ViewKind.followed {
        #expect(try await Cursors(p.pool).parked(name: view.name, version: view.version, in: p.log).isEmpty)
      }
      let streams = Set((1...Int64(history.count)).compactMap { history[$0]?.envelope.stream })
      #expect(try await p.table(stumbling).count == streams.count)
    }
  }

  @Test func `live and rebuilt hold the same: what came before the stumble, and nothing after it`()
    async throws
  {
    try await withProjecting { p in
      let follower = p.projector("follower", [stumbling])
      for count in [150, 175, 200, p.story.history.count] {
        let (history, today) = p.start(count)
        _ = await follower.project(p.log, history, today: today)
        #expect(await follower.project(p.log, history, today: today) == Int64(count))
        let live = try await p.table(stumbling)
        let rebuilder = p.projector("rebuilder \(count)", [stumbling])
        let rebuilt = try await rebuilder.rebuild(stumbling, p.log, history, today: today)
        await rebuilder.release()
        #expect(rebuilt.differences == 0, "at \(count)")
        #expect(try await p.table(stumbling) == live, "at \(count)")
      }
      let parked = try await Cursors(p.pool).parked(name: stumbling.name, version: 1, in: p.log)
      #expect(parked.map(\.stream) == [visit])
      let before = p.whole.history.events(of: visit).prefix { $0.envelope.type != Stumbling.stumblesOver }
        .count
      #expect(
        try await p.table(stumbling).contains { $0.contains(#""counted":"visit-vis-1","events":\#(before)"#) }
      )
    }
  }

  @Test func `a program that can fold the event takes the stream up again, and nothing waits any more`()
    async throws
  {
    try await withProjecting { p in
      let (history, today) = p.whole
      let broken = p.projector("broken", [stumbling])
      #expect(await broken.project(p.log, history, today: today) != nil)
      await broken.release()
      let mended = p.projector("mended", [sureFooted])
      #expect(await mended.project(p.log, history, today: today) == Int64(history.count))
      #expect(try await Cursors(p.pool).parked(name: sureFooted.name, version: 1, in: p.log).isEmpty)
      let live = try await p.table(sureFooted)
      #expect(try await mended.rebuild(sureFooted, p.log, history, today: today).differences == 0)
      #expect(try await p.table(sureFooted) == live)
    }
  }

  @Test func `a reader is told which streams wait`() throws {
    let story = try Story.ashmere()
    var fold = stumbling.fold()
    fold.extend(
      story.history, through: Int64(story.history.count), where: { _ in true }, as: { _ in .everything })
    #expect(fold.parked.keys.map(\.description) == ["visit-vis-1"])
    #expect(fold.through == Int64(story.history.count))
  }
}
