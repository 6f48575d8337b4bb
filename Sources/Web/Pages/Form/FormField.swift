/// One field as a page shows it: its label, hint, error and control. Which kind of control it is follows
/// from the command's declaration, in `FormMaking`.
struct FormField: Sendable {
  let id: String
  let label: String
  let hint: String?
  let error: String?
  let isRequired: Bool
  /// The ids of hint and error, for those who hear the page.
  let describedBy: String?
  /// One control under a label.
  let control: FormControl?
  /// Whether there are several under a legend: radios, checkboxes, rows, or the parts of one thing.
  let isGroup: Bool
  var options: [FormOption] = []
  var rows: [Row] = []
  var fields: [FormField] = []
  var add: Add?

  /// One of several things of a kind.
  struct Row: Sendable {
    let legend: String?
    let fields: [FormField]
  }

  /// The button for another row; it sends the form back here, and the page comes with one row more.
  struct Add: Sendable {
    let path: String
    let label: String
  }

  // A name that starts with a dot is looked up in this field alone: without the dot, one that is missing
  // here would be found in the group around it.
  static let template = """
    {{#.isGroup}}<fieldset class="field{{#.error}} wrong{{/.error}}"{{#.describedBy}} aria-describedby="{{.}}"{{/.describedBy}}><legend>{{.label}}{{#.isRequired}} <span class="required">(required)</span>{{/.isRequired}}</legend>
    {{#.hint}}<p class="hint" id="{{id}}-hint">{{.}}</p>{{/.hint}}{{#.error}}<p class="error" id="{{id}}-error"><span class="hidden">Error: </span>{{.}}</p>{{/.error}}
    {{#.options}}<div class="choice"><input type="{{.type}}" id="{{.id}}" name="{{.name}}" value="{{.value}}"{{#.isChosen}} checked{{/.isChosen}}><label for="{{.id}}">{{.label}}</label></div>
    {{/.options}}{{#.rows}}{{#.legend}}<fieldset class="row"><legend>{{.}}</legend>{{/.legend}}{{#.fields}}{{>field}}{{/.fields}}{{#.legend}}</fieldset>{{/.legend}}
    {{/.rows}}{{#.fields}}{{>field}}{{/.fields}}
    {{#.add}}<p><button class="quiet" name="_add" value="{{.path}}" formnovalidate>Add another<span class="hidden">: {{.label}}</span></button></p>{{/.add}}
    </fieldset>{{/.isGroup}}{{^.isGroup}}<div class="field{{#.error}} wrong{{/.error}}">{{#.control}}{{>control}}{{/.control}}</div>{{/.isGroup}}
    """
}

/// A control that stands under one label.
struct FormControl: Sendable {
  let id: String
  let name: String
  let label: String
  let hint: String?
  let error: String?
  let isRequired: Bool
  let describedBy: String?
  let value: String
  /// Exactly one of these four.
  var isInput = false
  var isArea = false
  var isSelect = false
  var isCheckbox = false
  var type = "text"
  var mode: String?
  var lines = 1
  var isChosen = false
  /// To go on in, on the page that comes.
  var isFocused = false
  var options: [FormOption] = []
  /// What it may hold, offered while one types.
  var suggestions: [FormOption] = []
  var listID: String?

  static let template = """
    {{#.isCheckbox}}{{>control-error}}<div class="choice"><input type="checkbox" id="{{id}}" name="{{name}}" value="yes"{{#.isChosen}} checked{{/.isChosen}}{{>control-state}}><label for="{{id}}">{{label}}</label></div>{{#.hint}}<p class="hint" id="{{id}}-hint">{{.}}</p>{{/.hint}}{{/.isCheckbox}}{{^.isCheckbox}}<label for="{{id}}">{{label}}{{#.isRequired}} <span class="required">(required)</span>{{/.isRequired}}</label>
    {{#.hint}}<p class="hint" id="{{id}}-hint">{{.}}</p>{{/.hint}}{{>control-error}}
    {{/.isCheckbox}}{{#.isInput}}<input type="{{type}}" id="{{id}}" name="{{name}}" value="{{value}}"{{#.mode}} inputmode="{{.}}"{{/.mode}}{{#.listID}} list="{{.}}"{{/.listID}}{{>control-state}} autocomplete="off">{{#.listID}}<datalist id="{{.}}">{{/.listID}}{{#.suggestions}}<option value="{{.value}}">{{.label}}</option>{{/.suggestions}}{{#.listID}}</datalist>{{/.listID}}{{/.isInput}}{{#.isArea}}<textarea id="{{id}}" name="{{name}}" rows="{{lines}}"{{>control-state}}>
    {{value}}</textarea>{{/.isArea}}{{#.isSelect}}<select id="{{id}}" name="{{name}}"{{>control-state}}>{{#.options}}<option value="{{.value}}"{{#.isChosen}} selected{{/.isChosen}}>{{.label}}</option>{{/.options}}</select>{{/.isSelect}}
    """

  static let errorTemplate = """
    {{#.error}}<p class="error" id="{{id}}-error"><span class="hidden">Error: </span>{{.}}</p>{{/.error}}
    """

  static let stateTemplate = """
    {{#.describedBy}} aria-describedby="{{.}}"{{/.describedBy}}{{#.isRequired}} required{{/.isRequired}}{{#.error}} aria-invalid="true"{{/.error}}{{#.isFocused}} autofocus{{/.isFocused}}
    """
}

/// One thing to choose.
struct FormOption: Sendable, Equatable {
  var id = ""
  var name = ""
  /// `radio` or `checkbox`, where it is a control of its own.
  var type = ""
  let value: String
  let label: String
  var isChosen = false
}
