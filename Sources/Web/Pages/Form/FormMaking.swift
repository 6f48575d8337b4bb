import PeerReview

/// Makes the fields of a form from a command's declaration, with what was sent and what is wrong with it.
struct FormMaking {
  let fields: [Field]
  let values: Node
  let errors: [FieldError]
  /// What may stand in a field, where that is known, by the field's declared path.
  var choices: [String: [FormOption]] = [:]
  /// What is offered while one types, where other words are possible too.
  var suggestions: [String: [FormOption]] = [:]
  /// Fields that the page fills or leaves out.
  var hidden: Set<String> = []
  /// The list that gets one row more.
  var adding: String?

  /// A field as it is shown: one that was declared, or one row of a list.
  struct Shown {
    let label: String
    let hint: String
    let kind: Field.Kind
    let required: Bool

    init(_ field: Field) {
      (label, hint, kind, required) = (field.label, field.hint, field.kind, field.required)
    }

    init(_ number: Int, of list: Shown, _ kind: Field.Kind) {
      (label, hint, self.kind, required) = ("\(list.label), \(number)", "", kind, false)
    }
  }

  /// The fields at the top, in the order of the declaration, those named only where it is asked.
  func made(only names: Set<String>? = nil, but others: Set<String> = []) -> [FormField] {
    fields.filter {
      !hidden.contains($0.name) && !others.contains($0.name) && (names?.contains($0.name) ?? true)
    }
    .map { field($0, FormPath([$0.name])) }
  }

  func field(_ declared: Field, _ path: FormPath, inRow: Bool = false) -> FormField {
    let field = Shown(declared)
    return switch field.kind {
    case .part(let parts): group(field, path, fields: parts.map { self.field($0, path.appending($0.name)) })
    case .list(of: let item, count: let count): list(field, path, item, count)
    case .choice(let options) where !inRow && field.required && options.count <= 5:
      group(field, path, options: options.map { option($0.value, $0.label, "radio", path, isList: false) })
    default: single(field, path)
    }
  }

  func error(at path: FormPath) -> String? {
    errors.first { FormPath(error: $0.field) == path }?.detail
  }

  func text(at path: FormPath) -> String {
    switch path.value(in: values) {
    case .text(let text)?, .number(let text)?: text
    case .bool(let flag)?: flag ? "yes" : ""
    default: ""
    }
  }

  func describedBy(_ field: Shown, _ path: FormPath) -> String? {
    let hint = field.hint.isEmpty ? [] : ["\(path.id)-hint"]
    let error = error(at: path) == nil ? [] : ["\(path.id)-error"]
    return (hint + error).joined(separator: " ").nilIfEmpty
  }

  private func list(_ field: Shown, _ path: FormPath, _ item: Field.Kind, _ count: ClosedRange<Int>)
    -> FormField
  {
    if let known = choices[path.declared] {
      return group(
        field, path, options: known.map { option($0.value, $0.label, "checkbox", path, isList: true) })
    }
    if case .choice(let options) = item {
      return group(
        field, path, options: options.map { option($0.value, $0.label, "checkbox", path, isList: true) })
    }
    let indexes = rows(path)
    let next = (indexes.max() ?? -1) + 1
    let rows = indexes.enumerated().map { position, index in
      row(field, path.appending(index), item, number: position + 1)
    }
    let add = FormField.Add(path: path.declared, label: field.label.lowercasedFirst)
    return group(field, path, rows: rows, add: next < count.upperBound ? add : nil)
  }

  /// The numbers of the rows that were sent, one at least, and one more where it was asked for.
  private func rows(_ path: FormPath) -> [Int] {
    var indexes: [Int] =
      switch path.value(in: values) {
      case .list(let items)?: Array(items.indices)
      case .object(let members)?:
        members.compactMap { Int($0.name) }.filter { (0..<1000).contains($0) }.sorted()
      case .text(let text)? where !text.isEmpty: [0]
      default: []
      }
    if indexes.isEmpty { indexes = [0] }
    if adding == path.declared { indexes.append((indexes.max() ?? 0) + 1) }
    return indexes
  }

  private func row(_ field: Shown, _ path: FormPath, _ item: Field.Kind, number: Int) -> FormField.Row {
    guard case .part(let parts) = item else {
      return FormField.Row(legend: nil, fields: [single(Shown(number, of: field, item), path)])
    }
    return FormField.Row(
      legend: "\(field.label), \(number)",
      fields: parts.map { self.field($0, path.appending($0.name), inRow: true) })
  }
}
