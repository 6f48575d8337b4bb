import PeerReview
import Testing

@testable import Web

@Suite struct PagesFormTests {
  private func form(_ path: String) throws -> CommandForm {
    let (kind, _) = try #require(CommandKind.route(path))
    return CommandForm(
      kind: kind, title: "", caption: "", submit: "", action: .logs, back: Link("", .logs))
  }

  private func html(_ form: CommandForm, _ values: Node = .object([]), _ sent: CommandForm.Return = .init())
    -> String
  {
    Templates.all.render(form.page(values, commandID: "c", formKey: "k", sent))
  }

  @Test(arguments: CommandKind.all.map(\.path))
  func `every command's declaration renders as a form in which each label has its control`(path: String)
    throws
  {
    let id = path.replacing("{id}", with: path.hasPrefix("judgements") ? "a:1" : "x")
    let html = html(try form(id))
    let ids = html.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count, "an id stands twice")
    for label in html.matches(of: /<label for="([^"]+)"/) { #expect(ids.contains(String(label.1))) }
    for described in html.matches(of: /aria-describedby="([^"]+)"/) {
      for part in described.1.split(separator: " ") { #expect(ids.contains(String(part))) }
    }
    for control in html.matches(of: /<(?:input|select|textarea)[^>]*>/)
    where !control.output.contains("hidden") {
      #expect(control.output.contains(" id=") && control.output.contains(" name="))
    }
  }

  @Test func `a field of a part does not borrow the hint of the whole`() throws {
    let html = html(try form("judgements/a:1/revise"))
    #expect(html.ranges(of: "Whole, as it is to stand").count == 1)
  }

  @Test func `what was sent stands in its controls again`() throws {
    let values: Node = [
      "taken_for_granted": "Words", "describes_arrangement": "yes",
      "prompted_by": ["0": ["kind": "talk", "what": "A talk"], "4": ["kind": "session", "ref": "2"]],
    ]
    let html = html(try form("interruptions/record"), values)
    #expect(html.contains(">\nWords</textarea>"))
    #expect(html.contains("<option value=\"talk\" selected>"))
    #expect(html.contains("name=\"prompted_by[4][ref]\" value=\"2\""))
    #expect(html.contains("value=\"yes\" checked"))
  }

  @Test func `an error leads to the first control that can mend it`() throws {
    let form = try form("interruptions/record")
    let page = form.page(
      .object([]), commandID: "c", formKey: "k",
      CommandForm.Return(errors: [
        FieldError("prompted_by[0].ref", "missing", "Say which."),
        FieldError("prompted_by", "missing", "Name one."),
        FieldError("elsewhere", "unknown_field", "There is no such field."),
      ]))
    #expect(
      page.problems?.lines.map(\.target) == ["f-prompted_by-0-ref", "f-prompted_by-0-kind", nil])
  }

  @Test func `a refusal without a field stands in the summary, one with a field beside it`() throws {
    let form = try form("interruptions/record")
    let without = form.page(
      .object([]), commandID: "c", formKey: "k",
      CommandForm.Return(refusal: Refusal(.wrongState, "The cycle is not open.")))
    #expect(without.problems?.lines.map(\.detail) == ["The cycle is not open."])
    let with = form.page(
      .object([]), commandID: "c", formKey: "k",
      CommandForm.Return(refusal: Refusal(.unknownReference, "There is none.", field: "question")))
    #expect(with.problems?.lines.map(\.target) == ["f-question"])
    #expect(with.fields.first { $0.id == "f-question" }?.error == "There is none.")
  }

  @Test func `every refusal reads as a sentence for somebody with a form`() {
    for code in Refusal.Code.allCases {
      let sentence = CommandForm.sentence(Refusal(code, "Something stands against it."))
      #expect(sentence.hasSuffix(".") && !sentence.contains("_") && !sentence.contains("Idempotency"))
    }
  }

  @Test func `the body holds what was entered, without empty rows and the page's own fields`() throws {
    var form = try form("interruptions/record")
    form.fixed = ["cycle": "ash-evidence"]
    let body = form.body([
      "_key": "k", "_command": "c", "cycle": "another", "asks": "Why?", "visit": "",
      "prompted_by": ["0": ["kind": "", "what": " "], "3": ["kind": "talk", "what": "A talk"]],
      "occurred_at": "2026-01-19",
    ])
    #expect(
      body == [
        "asks": "Why?", "visit": "", "prompted_by": ["3": ["kind": "talk", "what": "A talk"]],
        "occurred_at": "2026-01-19", "cycle": "ash-evidence", "occurred_precision": "day",
      ])
  }

  @Test func `another row is offered until the list is full, and asked for it comes`() throws {
    let form = try form("interruptions/record")
    let page = form.page(
      ["prompted_by": ["0": ["kind": "talk"]]], commandID: "c", formKey: "k", .init(adding: "prompted_by"))
    let list = try #require(page.fields.first { $0.id == "f-prompted_by" })
    #expect(list.rows.map { $0.fields.first?.id } == ["f-prompted_by-0-kind", "f-prompted_by-1-kind"])
    #expect(list.rows[1].fields.first?.control?.isFocused == true)
    let full: Node = .object((0..<20).map { Node.Member(String($0), ["kind": "talk"]) })
    #expect(
      form.page(["prompted_by": full], commandID: "c", formKey: "k").fields.first {
        $0.id == "f-prompted_by"
      }?.add == nil)
  }
}
