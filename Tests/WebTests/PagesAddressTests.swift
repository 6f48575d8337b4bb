import PeerReview
import Testing

@testable import Web

@Suite struct PagesAddressTests {
  private let all: [PageURL] = [
    .logs, .asset("a.css"), .signIn(log: "l", goOn: "/l/cycles/c?as_at=2026-01-20"), .signOut(log: "l"),
    .home(log: "l"),
    .cycle(log: "l", CycleID("c"), asAt: CalendarDay("2026-01-20")),
    .judgement(log: "l", JudgementID("c:11.2")),
    .interruption(log: "l", InterruptionID("i")), .evidence(log: "l", EvidenceID("e")),
    .newInterruption(log: "l", CycleID("c"), visit: VisitID("v")),
    .judgementCommand(log: "l", JudgementID("c:11.2"), name: "revise"),
    .interruptionCommand(log: "l", InterruptionID("i"), name: "answer"),
  ]

  @Test func `every address finds the route of its own pattern`() {
    var routes = Routes()
    addPages(to: &routes)
    #expect(Set(all.map(\.pattern)) == Set(PageURL.Pattern.allCases))
    for url in all {
      let path = url.text.split(separator: "?", omittingEmptySubsequences: false)[0]
      let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        .compactMap { Percent.decode($0) }
      switch routes.match(url.pattern == .signOut ? "POST" : "GET", segments) {
      case .found(let route, _): #expect(route.path.description == url.pattern.rawValue)
      case .otherMethods, .nothing: Issue.record("\(url.text) leads nowhere")
      }
    }
  }

  @Test func `an address keeps what stands in it`() {
    #expect(
      PageURL.judgement(log: "six-dales", JudgementID("ash-evidence:11.2")).text
        == "/six-dales/judgements/ash-evidence:11.2")
    #expect(PageURL.signIn(log: "l", goOn: "/l?a=b&c").text == "/l/sign-in?go_on=%2Fl%3Fa%3Db%26c")
  }

  @Test(arguments: [
    "https://example.org", "//example.org", "/other", "/lx", "/l\\x", "/l/\u{7f}ü", "/l/ x", "",
  ])
  func `after signing in one goes to a page of this log or nowhere`(address: String) {
    #expect(SignIn.ours(address, log: "l") == nil)
    #expect(SignIn.ours("/l/cycles/c?as_at=2026-01-20", log: "l") == "/l/cycles/c?as_at=2026-01-20")
  }
}
