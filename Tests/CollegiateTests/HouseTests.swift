import Testing

@Suite struct `The house` {
  /// What each module may import: what `Sources/README.md` says, file by file of it.
  static let mayImport: [String: Set<String>] = [
    "PeerReview": ["FoundationEssentials", "HashTreeCollections"],
    "WorkedExample": ["PeerReview"],
    "CLibPQ": [],
    "Postgres": ["CLibPQ", "Dispatch", "FoundationEssentials", "Glibc", "Logging", "Synchronization"],
    "EventSourcing": [
      "Crypto", "FoundationEssentials", "Glibc", "Logging", "PeerReview", "Postgres", "Synchronization",
    ],
    "ReadModels": ["EventSourcing", "Foundation", "Logging", "PeerReview", "Postgres", "Synchronization"],
    "Workflow": [
      "Crypto", "EventSourcing", "Foundation", "Glibc", "Logging", "PeerReview", "Postgres", "ReadModels",
      "ServiceLifecycle", "Synchronization", "WorkedExample",
    ],
    "Web": [
      "Crypto", "EventSourcing", "FoundationEssentials", "HTTPTypes", "Hummingbird", "HummingbirdCore",
      "Logging", "Mustache", "NIOCore", "NIOHTTP1", "NIOHTTPTypesHTTP1", "NIOPosix",
      "PeerReview", "ReadModels", "ServiceLifecycle", "Synchronization", "Workflow",
    ],
  ]
  /// What wires and what measures may know everything.
  static let knowsAll: Set<String> = ["Collegiate", "Bench"]

  @Test func `each module imports what the code map lets it, and nothing else`() throws {
    let files = try SourceFile.all(in: "Sources")
    #expect(files.count > 200)
    #expect(Set(files.map(\.module)) == Set(Self.mayImport.keys).subtracting(["CLibPQ"]).union(Self.knowsAll))
    for file in files {
      guard let allowed = Self.mayImport[file.module] else { continue }
      for name in file.imports { #expect(allowed.contains(name), "\(file.path) imports \(name)") }
    }
  }

  @Test func `the domain knows no clock and no chance; pages and API know no SQL`() throws {
    for file in try SourceFile.all(in: "Sources") {
      let banned: [String] =
        switch file.module {
        case "PeerReview", "WorkedExample":
          ["Date()", "ContinuousClock", "RandomNumber", ".random(", "UUID()", "print("]
        case "Web":
          [
            "insert into ", "delete from ", "select *", "select count", " from collegiate.",
            " from reporting.",
          ]
        default: []
        }
      for line in file.module == "Web" ? file.lines : file.code {
        #expect(!banned.contains { line.contains($0) }, "\(file.path): \(line)")
      }
    }
  }

  @Test func `no module is named like a type in it, and nothing is open to the outside`() throws {
    let declarations = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    for file in try SourceFile.all(in: "Sources") {
      for line in file.code {
        let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        let named = zip(words, words.dropFirst()).contains { declarations.contains($0) && $1 == file.module }
        // The worked example is but a name for its steps, and nothing else lives there.
        if file.module != "WorkedExample" { #expect(!named, "\(file.path): \(line)") }
        let isOpen =
          words.first == "public"
          || words.first == "open" && words.count > 1 && declarations.contains(words[1])
        #expect(!isOpen, "\(file.path): \(line)")
      }
    }
  }

  @Test func `nothing is forced, and nothing unchecked is called sendable outside the database client`()
    throws
  {
    for file in try SourceFile.all(in: "Sources") + SourceFile.all(in: "Tests") {
      for line in file.code {
        #expect(!isForced(line), "\(file.path): \(line)")
        guard !["Postgres", "PostgresTests"].contains(file.module) else { continue }
        #expect(
          !["@unchecked Sendable", "nonisolated(unsafe)"].contains { line.contains($0) },
          "\(file.path): \(line)")
      }
    }
  }

  /// Whether an exclamation mark follows what it would unwrap, or `try` or `as`.
  private func isForced(_ line: String) -> Bool {
    guard line.contains("!") else { return false }
    let characters = Array(line) + [" "]
    return zip(characters, characters.dropFirst()).enumerated().contains { at, pair in
      let follows = pair.0.isLetter || pair.0.isNumber || "_)]?".contains(pair.0)
      return follows && pair.1 == "!" && characters[min(at + 2, characters.count - 1)] != "="
    }
  }

  @Test func `no file is longer than 400 lines`() throws {
    for file in try SourceFile.all(in: "Sources") + SourceFile.all(in: "Tests") {
      #expect(file.lines.count <= 400, "\(file.path)")
    }
  }

  @Test func `no file says where on one machine it was written`() throws {
    for file in try SourceFile.all(in: "Sources") + SourceFile.all(in: "Tests") {
      // In two parts, so that this line does not find itself.
      for home in ["/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/"] {
        #expect(!file.lines.contains { $0.contains(home) }, "\(file.path)")
      }
    }
  }
}
