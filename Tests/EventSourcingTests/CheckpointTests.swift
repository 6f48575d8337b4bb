import FoundationEssentials
import PeerReview
import TestSupport
import Testing

@testable import EventSourcing

@Suite struct `A checkpoint` {
  /// The pair of keys that RFC 8410 prints.
  private static let privateKey = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
    -----END PRIVATE KEY-----

    """
  private static let publicKey = """
    -----BEGIN PUBLIC KEY-----
    MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
    -----END PUBLIC KEY-----

    """
  /// Signed by OpenSSL 3.0 over bytes that a script in another language put together.
  private static let line = """
    {"format":"collegiate-checkpoint","version":1,"slug":"ashmere",\
    "genesis":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f","epoch":2,"commit":41,\
    "position":97,"hash":"202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f",\
    "recorded_at":"2026-01-20T09:30:00Z","signed_at":"2026-01-20T09:35:00.250000Z","keeps":38,\
    "key":"e744c0791320c328",\
    "signature":"7dcb0e205e4e72c7bb02c0ce82d8444da48580092dd26e523ee4f7c7305ee0637bd7dcbc6fb7317ef8f2366ef88aa711\
    db047dbf037410ca738ce0b4e4954a0a"}
    """

  @Test func `What another program signed by the book is taken for good, and written in the same words`()
    throws
  {
    let key = try CheckpointPublicKey(pem: Self.publicKey)
    let checkpoint = try #require(Checkpoint(line: Array(Self.line.utf8)))
    #expect(key.id == "e744c0791320c328")
    #expect(
      Digest.hex(Digest.sha256(checkpoint.signed))
        == "2d2d911e7338435bf84d1da55fc06a1500443d5d2760a5c0ca84cb6faea530be")
    #expect(key.verifies(checkpoint))
    #expect(checkpoint.line == Self.line)
  }

  @Test func `No member of a line can be changed, given or taken away without the signature failing`() throws
  {
    let key = try CheckpointKey(pem: Self.privateKey)
    let line = try key.sign(try #require(Checkpoint(line: Array(Self.line.utf8)))).line
    #expect(key.publicKey.verifies(try #require(Checkpoint(line: Array(line.utf8)))))
    let signature = try #require(line.firstMatch(of: /"signature":"(.{8})/)?.1)
    let changes = [
      (#""slug":"ashmere""#, #""slug":"birdale""#), (#""genesis":"00"#, #""genesis":"01"#),
      (#""epoch":2"#, #""epoch":3"#), (#""commit":41"#, #""commit":40"#),
      (#""position":97"#, #""position":98"#),
      (#""hash":"20"#, #""hash":"21"#), ("09:30:00Z", "09:30:01Z"), ("35:00.250000Z", "35:00.250001Z"),
      (#""keeps":38"#, #""keeps":37"#), (#""keeps":38,"#, ""), ("e744c0791320c328", "e744c0791320c329"),
      (String(signature), "00000000"),
    ]
    for (from, to) in changes {
      let changed = line.replacing(from, with: to)
      #expect(changed != line, "\(from)")
      let checkpoint = try #require(Checkpoint(line: Array(changed.utf8)), "\(from)")
      #expect(!key.publicKey.verifies(checkpoint), "\(from)")
    }
    for (from, to) in [(#""version":1"#, #""version":2"#), ("collegiate-checkpoint", "collegiate-log")] {
      #expect(Checkpoint(line: Array(Self.line.replacing(from, with: to).utf8)) == nil)
    }
  }

  @Test func `A key goes into a file and comes out of it the same, in the form that OpenSSL writes`() throws {
    let key = try CheckpointKey(pem: Self.privateKey)
    #expect(key.pem == Self.privateKey)
    #expect(key.publicKey.pem == Self.publicKey)
    #expect(try CheckpointPublicKey(pem: key.publicKey.pem).id == key.publicKey.id)
    #expect(CheckpointKey().publicKey.id != CheckpointKey().publicKey.id)
  }

  @Test func `What is no key is refused, each for the other too`() {
    for text in ["", "no key", Self.publicKey, Self.privateKey.replacing("MC4C", with: "MC4D")] {
      #expect(throws: KeyError.noPrivateKey) { try CheckpointKey(pem: text) }
    }
    for text in ["", "no key", Self.privateKey, Self.publicKey.replacing("ZuE=", with: "")] {
      #expect(throws: KeyError.noPublicKey) { try CheckpointPublicKey(pem: text) }
    }
  }
}

@Suite struct `A checkpoint file` {
  private func checkpoint(_ commit: Int64, key: CheckpointKey) throws -> Checkpoint {
    try key.sign(
      Checkpoint(
        slug: "ashmere", genesis: [UInt8](repeating: 1, count: 32), epoch: 1, commit: commit,
        position: commit,
        hash: [UInt8](repeating: 2, count: 32), recordedAt: .now, signedAt: .now, keeps: nil,
        key: key.publicKey.id))
  }

  @Test func `Writers that write at once lose no line and tear none, and each learns what came before`()
    async throws
  {
    try await withSigning { signing in
      let (file, key) = (signing.file, signing.key)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<6 {
          group.addTask {
            for _ in 0..<20 {
              while true {
                let read = try file.read()
                let mine = try checkpoint(Int64(read.entries.count + 1), key: key)
                if try file.append(mine, expecting: read.size) { break }
                await Task.yield()
              }
            }
          }
        }
        try await group.waitForAll()
      }
      let contents = try file.read()
      #expect(contents.unreadable.isEmpty)
      #expect(contents.entries.map(\.checkpoint.commit) == Array(1...120))
    }
  }

  @Test func `Who has not read what another wrote does not write`() async throws {
    try await withSigning { signing in
      let first = try checkpoint(1, key: signing.key)
      #expect(try signing.file.append(first, expecting: 0))
      #expect(try !signing.file.append(first, expecting: 0))
      #expect(try signing.lines.count == 1)
    }
  }

  @Test func `A line that a crash broke off is told, and the next begins a line of its own`() async throws {
    try await withSigning { signing in
      let (first, second) = (try checkpoint(1, key: signing.key), try checkpoint(2, key: signing.key))
      #expect(try signing.file.append(first, expecting: 0))
      try signing.scrawl(String(second.line.prefix(100)))
      let torn = try signing.file.read()
      #expect(torn.entries.map(\.checkpoint) == [first] && torn.unreadable == [2])
      #expect(try signing.file.append(second, expecting: torn.size))
      let mended = try signing.file.read()
      #expect(mended.entries.map(\.checkpoint) == [first, second] && mended.entries.map(\.line) == [1, 3])
      #expect(mended.unreadable == [2])
      // Read on from the torn state it is the same.
      let rest = try signing.file.read(after: torn)
      #expect(rest.entries.map(\.checkpoint) == [second] && rest.entries.map(\.line) == [3])
    }
  }

  @Test func `A line that lost nothing but its end counts`() async throws {
    try await withSigning { signing in
      let (first, second) = (try checkpoint(1, key: signing.key), try checkpoint(2, key: signing.key))
      try signing.scrawl(first.line)
      let contents = try signing.file.read()
      #expect(contents.entries.map(\.checkpoint) == [first])
      #expect(try signing.file.append(second, expecting: contents.size))
      #expect(try signing.lines == [first.line, second.line])
    }
  }

  @Test func `No file holds nothing; a folder is no file; one that has shrunk is read anew`() async throws {
    try await withSigning { signing in
      #expect(try signing.file.read().size == 0)
      let folder = CheckpointFile(FileManager.default.temporaryDirectory.path())
      #expect(throws: CheckpointFileError.self) { try folder.read() }
      #expect(throws: CheckpointFileError.self) {
        try CheckpointFile("/nonexistent/file").append(checkpoint(1, key: signing.key), expecting: 0)
      }
      for number in 1...3 {
        #expect(
          try signing.file.append(
            checkpoint(Int64(number), key: signing.key), expecting: signing.file.read().size))
      }
      let whole = try signing.file.read()
      try Data((try signing.lines[0] + "\n").utf8).write(to: URL(filePath: signing.path))
      #expect(try signing.file.read(after: whole).entries.map(\.line) == [1])
    }
  }
}
