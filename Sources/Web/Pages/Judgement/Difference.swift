/// What changed between two wordings, word by word, so that it can be read as one text.
struct Difference: Sendable, Equatable {
  let parts: [Part]
  /// Nearly nothing was kept, so that the old text stands before the new one.
  let isRewritten: Bool

  struct Part: Sendable, Equatable {
    let text: String
    let isInserted: Bool
    let isDeleted: Bool

    var isKept: Bool { !isInserted && !isDeleted }

    static func kept(_ text: String) -> Part { Part(text: text, isInserted: false, isDeleted: false) }
    static func inserted(_ text: String) -> Part { Part(text: text, isInserted: true, isDeleted: false) }
    static func deleted(_ text: String) -> Part { Part(text: text, isInserted: false, isDeleted: true) }
  }

  static let template = """
    {{#isRewritten}}<p class="meta">Nearly every word is new, so the earlier wording stands before the one that took its place.</p>{{/isRewritten}}
    <p class="wording{{#isRewritten}} rewritten{{/isRewritten}}">{{#parts}}{{#isInserted}}<ins>{{text}}</ins> {{/isInserted}}{{#isDeleted}}<del>{{text}}</del> {{/isDeleted}}{{^isInserted}}{{^isDeleted}}{{text}} {{/isDeleted}}{{/isInserted}}{{/parts}}</p>
    """

  init(from old: String, to new: String) {
    let (before, after) = (Self.words(old), Self.words(new))
    let isLong = before.count * after.count > Self.limit
    let parts = isLong ? [] : Self.smoothed(Self.steps(before, after))
    let kept = parts.filter(\.isKept).reduce(0) { $0 + Self.words($1.text).count }
    isRewritten = isLong || kept * 3 < min(before.count, after.count)
    self.parts = isRewritten ? [.deleted(old), .inserted(new)].filter { !$0.text.isEmpty } : parts
  }

  /// Pairs of words that are compared at most, so that no text can keep the service busy.
  private static let limit = 4_000_000

  private static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }

  private enum Step: Equatable {
    case keep(Substring), insert(Substring), delete(Substring)
  }

  /// The shortest way from one list of words to the other, by the table of longest common subsequences.
  private static func steps(_ before: [Substring], _ after: [Substring]) -> [Step] {
    let width = after.count + 1
    var length = [Int](repeating: 0, count: (before.count + 1) * width)
    for i in before.indices.reversed() {
      for j in after.indices.reversed() {
        length[i * width + j] =
          before[i] == after[j]
          ? length[(i + 1) * width + j + 1] + 1 : max(length[(i + 1) * width + j], length[i * width + j + 1])
      }
    }
    var steps: [Step] = []
    var (i, j) = (0, 0)
    while i < before.count || j < after.count {
      if i < before.count, j < after.count, before[i] == after[j] {
        steps.append(.keep(before[i]))
        (i, j) = (i + 1, j + 1)
      } else if j == after.count
        || (i < before.count && length[(i + 1) * width + j] >= length[i * width + j + 1])
      {
        steps.append(.delete(before[i]))
        i += 1
      } else {
        steps.append(.insert(after[j]))
        j += 1
      }
    }
    return steps
  }

  /// Runs of one kind as one part. A word or two kept by chance between changes is read as changed, since
  /// nobody can read a text that changes sides at every other word.
  private static func smoothed(_ steps: [Step]) -> [Part] {
    var parts: [Part] = []
    var (deleted, inserted, pending): ([Substring], [Substring], [Substring]) = ([], [], [])
    func isOpen() -> Bool { !deleted.isEmpty || !inserted.isEmpty }
    func close() {
      if !deleted.isEmpty { parts.append(.deleted(deleted.joined(separator: " "))) }
      if !inserted.isEmpty { parts.append(.inserted(inserted.joined(separator: " "))) }
      if !pending.isEmpty { parts.append(.kept(pending.joined(separator: " "))) }
      (deleted, inserted, pending) = ([], [], [])
    }
    for step in steps {
      switch step {
      case .keep(let word):
        pending.append(word)
      case .delete, .insert:
        if pending.count > 2 || !isOpen() { close() }
        deleted += pending
        inserted += pending
        pending = []
        if case .delete(let word) = step { deleted.append(word) }
        if case .insert(let word) = step { inserted.append(word) }
      }
    }
    close()
    return parts
  }
}
