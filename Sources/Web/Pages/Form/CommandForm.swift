import HTTPTypes
import Hummingbird
import PeerReview
import ReadModels
import Workflow

/// A command's form on a page: what the page knows about it beside its declaration.
struct CommandForm: Sendable {
  let kind: CommandKind
  let title: String
  let caption: String
  let submit: String
  let action: PageURL
  let back: Link
  /// The stream that it acts on; nil where it starts one.
  var stream: StreamID?
  var context: [CyclePage.Fact] = []
  /// What the page says and nobody may change.
  var fixed: [String: Node] = [:]
  /// Carried from the form's opening to its sending, unseen.
  var carried: Set<String> = []
  var choices: [String: [FormOption]] = [:]
  var suggestions: [String: [FormOption]] = [:]
  /// What stands in the fields at first.
  var initial: Node = .object([])
  /// The stream's version at the opening.
  var version: Int?

  /// Fields of every command that a page has no use for: the id is minted, how exactly a time is known
  /// follows from what was entered, and warnings have a place of their own.
  private static let never: Set<String> = ["id", "occurred_precision", "acknowledge"]
  private static let tucked: Set<String> = ["occurred_at"]

  /// What came of a form that was sent.
  struct Return: Sendable {
    var errors: [FieldError] = []
    var refusal: Refusal?
    var changed: [Recorded] = []
    var adding: String?
  }

  func page(_ values: Node, commandID: String, formKey: String, _ sent: Return = Return()) -> FormPage {
    let refused = sent.refusal.flatMap { refusal in
      refusal.field.map { FieldError($0, refusal.code.rawValue, Self.sentence(refusal)) }
    }
    let errors = sent.errors + (refused.map { [$0] } ?? [])
    var making = FormMaking(fields: kind.fields(), values: values, errors: errors)
    making.choices = choices
    making.suggestions = suggestions
    making.hidden = Self.never.union(fixed.keys).union(carried)
    making.adding = sent.adding
    let tucked = making.made(only: Self.tucked)
    return FormPage(
      title: title, caption: caption, lead: kind.summary, context: context, action: action.text,
      problems: problems(making, sent), warnings: warnings(sent, values),
      changes: sent.changed.isEmpty ? nil : FormPage.Changes(entries: sent.changed.map { Self.entry($0) }),
      hidden: hidden(sent.refusal?.code == .staleVersion ? initial : values, commandID, formKey),
      fields: making.made(but: Self.tucked),
      tucked: tucked.isEmpty
        ? nil
        : FormPage.Tucked(
          summary: "It happened earlier than today",
          isOpen: tucked.contains { $0.error != nil || $0.control?.value != "" },
          fields: tucked),
      submit: submit, cancel: back.url)
  }

  /// After a conflict they name what the reader has now been shown, so that the next sending counts.
  private func hidden(_ values: Node, _ commandID: String, _ formKey: String) -> [FormPage.Hidden] {
    [FormPage.Hidden(name: "_key", value: formKey), FormPage.Hidden(name: "_command", value: commandID)]
      + (version.map { [FormPage.Hidden(name: "_version", value: String($0))] } ?? [])
      + carried.sorted().map { name in
        let value = FormMaking(fields: [], values: values, errors: []).text(at: FormPath([name]))
        return FormPage.Hidden(name: name, value: value)
      }
  }

  private func warnings(_ sent: Return, _ values: Node) -> FormPage.Warnings? {
    guard let refusal = sent.refusal, !refusal.warnings.isEmpty else { return nil }
    return FormPage.Warnings(
      options: refusal.warnings.map { warning in
        FormOption(
          id: "f-acknowledge-\(warning.code.rawValue)", value: warning.code.rawValue, label: warning.detail)
      })
  }

  private func problems(_ making: FormMaking, _ sent: Return) -> FormPage.Problems? {
    var lines = making.errors.map { error in
      FormPage.Problems.Line(detail: error.detail, target: making.target(of: FormPath(error: error.field)))
    }
    if let refusal = sent.refusal, refusal.field == nil {
      let target = refusal.warnings.first.map { "f-acknowledge-\($0.code.rawValue)" }
      lines.append(FormPage.Problems.Line(detail: Self.sentence(refusal), target: target))
    }
    return lines.isEmpty ? nil : FormPage.Problems(lines: lines)
  }

  /// The refusal in words for somebody who sent a form.
  static func sentence(_ refusal: Refusal) -> String {
    switch refusal.code {
    case .commandReused:
      "This form was sent before with other words, and those were recorded. Open the form anew to record something more."
    case .acknowledgementRequired:
      "There is something to read first. Tick that you have read it, and send the form again."
    case .staleVersion: "Somebody changed this since you opened the form. What they recorded stands below."
    default: refusal.detail
    }
  }

  private static func entry(_ recorded: Recorded) -> FormPage.Changes.Entry {
    var wording: String?
    if case .judgement(.revised(let e)) = recorded.event { wording = e.to.statement }
    return FormPage.Changes.Entry(
      text: "\(Summary.of(recorded.event).text), \(InWords.moment(recorded.envelope.recordedAt))",
      wording: wording)
  }
}

extension FormMaking {
  /// The id of the control that mends an error: the field's own, or the first within it.
  func target(of path: FormPath) -> String? {
    guard let first = path.parts.first, let field = made(only: [first]).first ?? nil else { return nil }
    return field.controlID(at: path) ?? field.firstControl
  }
}

extension FormField {
  fileprivate var inner: [FormField] { rows.flatMap(\.fields) + fields }

  fileprivate func controlID(at path: FormPath) -> String? {
    if id == path.id { return firstControl }
    return inner.lazy.compactMap { $0.controlID(at: path) }.first
  }

  fileprivate var firstControl: String? {
    control?.id ?? options.first?.id ?? inner.lazy.compactMap(\.firstControl).first
  }
}
