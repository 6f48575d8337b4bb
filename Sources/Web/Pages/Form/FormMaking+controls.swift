import PeerReview

/// Which control each kind of field gets.
extension FormMaking {
  func single(_ field: Shown, _ path: FormPath) -> FormField {
    let control = control(field, path)
    return FormField(
      id: path.id, label: field.label, hint: nil, error: control.error, isRequired: field.required,
      describedBy: nil, control: control, isGroup: false)
  }

  func group(
    _ field: Shown, _ path: FormPath, options: [FormOption] = [], rows: [FormField.Row] = [],
    fields: [FormField] = [], add: FormField.Add? = nil
  ) -> FormField {
    FormField(
      id: path.id, label: field.label, hint: field.hint.nilIfEmpty, error: error(at: path),
      isRequired: field.required, describedBy: describedBy(field, path), control: nil, isGroup: true,
      options: options, rows: rows, fields: fields, add: add)
  }

  /// A radio, or a checkbox of a list.
  func option(_ value: String, _ label: String, _ type: String, _ path: FormPath, isList: Bool) -> FormOption
  {
    let isChosen = isList ? chosen(path).contains(value) : text(at: path) == value
    return FormOption(
      id: "\(path.id)-\(value)", name: path.name, type: type, value: value, label: label, isChosen: isChosen)
  }

  private func chosen(_ path: FormPath) -> Set<String> {
    switch path.value(in: values) {
    case .text(let text)?: [text]
    case .list(let items)?: Set(items.compactMap(\.text))
    case .object(let members)?: Set(members.compactMap(\.value.text))
    default: []
    }
  }

  private func control(_ field: Shown, _ path: FormPath) -> FormControl {
    var control = FormControl(
      id: path.id, name: path.name, label: field.label, hint: field.hint.nilIfEmpty, error: error(at: path),
      isRequired: field.required, describedBy: describedBy(field, path), value: text(at: path))
    control.isFocused = isFirstOfNewRow(path)
    switch field.kind {
    case .text, .id: words(field, path, &control)
    case .choice(let options):
      select(options.map { FormOption(value: $0.value, label: $0.label) }, &control)
    case .flag:
      control.isCheckbox = true
      control.isChosen = !control.value.isEmpty
    case .day, .dayOrMoment: input(&control, type: "date")
    case .whole: input(&control, mode: "numeric")
    case .moment, .list, .part: input(&control)
    }
    return control
  }

  /// Words are typed, or chosen where it is known what they can be.
  private func words(_ field: Shown, _ path: FormPath, _ control: inout FormControl) {
    if let known = choices[path.declared] { return select(known, &control) }
    if case .text(_, let lines) = field.kind, lines > 1 {
      control.isArea = true
      control.lines = lines
      return
    }
    input(&control)
    if let offered = suggestions[path.declared], !offered.isEmpty {
      control.suggestions = offered
      control.listID = path.id + "-list"
    }
  }

  private func input(_ control: inout FormControl, type: String = "text", mode: String? = nil) {
    control.isInput = true
    control.type = type
    control.mode = mode
  }

  /// With nothing chosen at first, so that nobody sends what they did not choose.
  private func select(_ options: [FormOption], _ control: inout FormControl) {
    let value = control.value
    control.isSelect = true
    control.options =
      [FormOption(value: "", label: "Choose", isChosen: value.isEmpty)]
      + options.map { FormOption(value: $0.value, label: $0.label, isChosen: $0.value == value) }
  }

  /// Whoever asked for another row goes on in it.
  private func isFirstOfNewRow(_ path: FormPath) -> Bool {
    guard let adding, let index = path.parts.lastIndex(where: { Int($0) != nil }),
      FormPath(Array(path.parts.prefix(index))).declared == adding,
      FormPath(Array(path.parts.prefix(index + 1))).value(in: values) == nil
    else { return false }
    let next = path.parts.dropFirst(index + 1)
    return next.isEmpty || next.first == firstPart(of: adding)
  }

  /// The first field of a list's parts.
  private func firstPart(of list: String) -> String? {
    guard let field = fields.first(where: { $0.name == list }),
      case .list(of: .part(let parts), count: _) = field.kind
    else { return nil }
    return parts.first?.name
  }
}
