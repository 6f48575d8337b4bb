import PeerReview
import Testing

@testable import Web

@Suite struct ProblemTests {
  @Test func `every code stands once, has a meaning and a page`() async throws {
    let codes = ProblemKind.all.map(\.code)
    #expect(Set(codes).count == codes.count)
    try await withService { service in
      for kind in ProblemKind.all {
        let page = try await service.get(kind.path, token: nil)
        #expect(page.status == 200 && page.text.contains(kind.code) && kind.meaning.hasSuffix("."))
      }
      #expect(try await service.get("/problems/nothing", token: nil).status == 404)
      #expect(try await service.get("/problems", token: nil).text.contains("stale_version"))
    }
  }

  @Test func `the kind of a refusal decides its status`() {
    let statuses = Dictionary(grouping: Refusal.Code.allCases, by: { $0.kind.status }).mapValues {
      Set($0.map(\.rawValue))
    }
    #expect(Set(statuses.keys) == [403, 404, 409, 412, 422, 503])
    #expect(statuses[412] == ["stale_version"])
    #expect(statuses[403] == ["not_own_lea", "not_permitted", "agreement_missing"])
  }

  @Test func `the service's log names a problem by its code and says it in words`() {
    #expect("\(Problem(.notFound, "There is no such view."))" == "not_found: There is no such view.")
  }

  @Test func `an error of ours shows nothing of itself`() {
    struct Secret: Error { let password = "open sesame" }
    let problem = Problem(Secret())
    #expect(problem.kind.status == 500)
    #expect(!JSON.text(problem.node(requestID: "x")).contains("sesame"))
  }

  @Test func `a problem has the members of RFC 9457, a code, its fields and the request's id`() async throws {
    try await withService { service in
      let token = try await service.token("co-1")
      let answer = try await service.post(
        "people/register", token: token, [:], #"{"organisation": 5, "nme": "x"}"#)
      #expect(answer.status == 422 && answer[header: "content-type"] == "application/problem+json")
      #expect(answer.node["type"]?.text == "/problems/invalid_input")
      #expect(answer.node["status"]?.number == 422)
      #expect(Set(answer.fields) == ["organisation", "nme"])
      #expect(
        answer.node.members.map(\.name) == [
          "type", "title", "status", "detail", "code", "errors", "request_id",
        ])
    }
  }
}
