import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct `Checkpoints on the command line` {
  /// The story's first two days in a log called `tale`, and a pair of keys.
  private func withKeys(_ body: @Sendable (Program, String, Files) async throws -> Void) async throws {
    try await withProgram { program, url in
      let told = try await program.run("demo", "tale", "--until", "2025-09-02")
      try #require(told.code == 0, "\(told)")
      try await withFolder { folder in
        let files = Files(folder: folder)
        let made = try await program.run("checkpoint", "keygen", "--out", files.key)
        try #require(made.code == 0, "\(made)")
        try await body(program, url, files)
      }
    }
  }

  struct Files: Sendable {
    let folder: URL
    var key: String { folder.appendingPathComponent("key").path }
    var publicKey: String { key + ".pub" }
    var checkpoints: String { folder.appendingPathComponent("checkpoints").path }
    var export: String { folder.appendingPathComponent("tale.jsonl").path }

    var lines: [String] {
      ((try? String(contentsOfFile: checkpoints, encoding: .utf8)) ?? "").split(separator: "\n").map(
        String.init)
    }
  }

  @Test func `keygen makes a private key that its owner alone may read, and never writes over one`()
    async throws
  {
    try await withFolder { folder in
      let files = Files(folder: folder)
      let program = Program(database: nil)
      #expect(try await program.run("checkpoint", "keygen", "--out", files.key).code == 0)
      let mode = try FileManager.default.attributesOfItem(atPath: files.key)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      let key = try String(contentsOfFile: files.key, encoding: .utf8)
      let publicKey = try String(contentsOfFile: files.publicKey, encoding: .utf8)
      // Both are there, or one of them: the other is not made to go with it.
      for missing in [nil, files.publicKey, files.key] {
        if let missing { try FileManager.default.removeItem(atPath: missing) }
        let again = try await program.run("checkpoint", "keygen", "--out", files.key)
        #expect(again.code == 1 && again.err.contains("is there already"), "\(again)")
        for (path, text) in [(files.key, key), (files.publicKey, publicKey)] {
          #expect((try? String(contentsOfFile: path, encoding: .utf8)) == (path == missing ? nil : text))
        }
        try Data(publicKey.utf8).write(to: URL(fileURLWithPath: files.publicKey))
      }
    }
  }

  @Test func `write signs each log's head once and says so; show lists what was signed`() async throws {
    try await withKeys { program, _, files in
      let arguments = ["checkpoint", "write", "--all", "--key", files.key, "--to", files.checkpoints]
      let first = try await program.run(arguments)
      #expect(first.code == 0 && first.out.hasPrefix("tale: signed commit "), "\(first)")
      let again = try await program.run(arguments)
      #expect(again.code == 0 && again.out.contains("signed already; nothing was written"), "\(again)")
      #expect(files.lines.count == 1)
      let shown = try await program.run("checkpoint", "show", files.checkpoints)
      #expect(shown.code == 0 && shown.lines.count == 2 && shown.lines[1].hasPrefix("tale "), "\(shown)")
    }
  }

  @Test func `verify says how far a log and its export are anchored, for people and for scripts`()
    async throws
  {
    try await withKeys { program, _, files in
      #expect(
        try await program.run("checkpoint", "write", "tale", "--key", files.key, "--to", files.checkpoints)
          .code == 0)
      #expect(try await program.run("events", "export", "tale", "--out", files.export).code == 0)
      let evidence = ["--checkpoints", files.checkpoints, "--public-key", files.publicKey]
      let log = try await program.run(["verify", "tale"] + evidence)
      #expect(log.code == 0 && log.out.hasPrefix("WHOLE, AND ANCHORED TO ITS END."), "\(log)")
      let file = try await Program(database: nil).run(["verify", "--file", files.export] + evidence)
      #expect(file.code == 0 && file.out == log.out, "\(file)")
      let json = try await program.run(["verify", "tale", "--json"] + evidence)
      let object = try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any]
      #expect(object?["whole"] as? Bool == true)
      #expect(object?["anchored_through"] as? Int == object?["commits"] as? Int)
    }
  }

  @Test func `the script in the schema's README checks signatures with no program of ours`() async throws {
    try await withKeys { program, _, files in
      let write = ["checkpoint", "write", "tale", "--key", files.key, "--to", files.checkpoints]
      #expect(try await program.run(write).code == 0)
      #expect(try await program.run("demo", "tale", "--until", "2025-09-03").code == 0)
      #expect(try await program.run(write).code == 0)
      let lines = files.lines
      // The third is the first with another position.
      let altered = lines[0].replacing(#""position":"#, with: #""position":1"#)
      try (lines + [altered, ""]).joined(separator: "\n").write(
        toFile: files.checkpoints, atomically: true, encoding: .utf8)
      let readme = try String(
        contentsOf: SourceFile.root.appendingPathComponent("schema/README.md"), encoding: .utf8)
      let script = try #require(readme.split(separator: "```python\n").last?.split(separator: "```").first)
      let python = Program(database: nil, path: "/usr/bin/python3")
      let answer = try await python.run("-", files.checkpoints, files.publicKey, input: String(script))
      #expect(answer.code == 0, "\(answer)")
      #expect(answer.lines.map { $0.split(separator: " ").last } == ["good", "good", "BAD"], "\(answer)")
    }
  }

  @Test func `a log that was cut off leaves both verify and write with 4, and nothing is signed`()
    async throws
  {
    try await withKeys { program, url, files in
      let write = ["checkpoint", "write", "tale", "--key", files.key, "--to", files.checkpoints]
      #expect(try await program.run(write).code == 0)
      try await superuser(
        url,
        """
        set session_replication_role = replica;
        delete from collegiate.event where position > 80; delete from collegiate.receipt where commit > 80;
        delete from collegiate.commit where number > 80; delete from collegiate.cursor
        """)
      #expect(try await program.run("verify", "tale").code == 0)
      let found = try await program.run(
        "verify", "tale", "--json", "--checkpoints", files.checkpoints, "--public-key", files.publicKey)
      #expect(found.code == 4 && found.out.contains(#""first_bad":{"from":1,"to":81}"#), "\(found)")
      #expect(found.err.contains("TAMPERED"), "\(found)")
      let refused = try await program.run(write)
      #expect(refused.code == 4 && refused.err.contains("NOT SIGNED"), "\(refused)")
      #expect(files.lines.count == 1)
    }
  }

  @Test(arguments: [
    ["verify", "tale", "--checkpoints", "x"], ["verify", "tale", "--public-key", "x"],
    ["verify", "tale", "--until", "2026-01-20T09:30:00Z"],
    ["verify", "tale", "--checkpoints", "/nonexistent", "--public-key", "/nonexistent"],
    ["checkpoint", "write", "--key", "x", "--to", "y"],
    ["checkpoint", "write", "tale", "--all", "--key", "x", "--to", "y"],
    ["checkpoint", "write", "--all", "--after-restore", "--key", "x", "--to", "y"],
    ["checkpoint", "write", "tale", "--key", "/nonexistent", "--to", "y"],
    ["serve", "--checkpoint-key", "x"], ["serve", "--checkpoint-file", "x"],
    ["serve", "--checkpoint-key", "/nonexistent", "--checkpoint-file", "x"],
  ])
  func `2 where the words are wrong, before any database is asked`(arguments: [String]) async throws {
    let answer = try await Program(database: "host=/nonexistent").run(arguments)
    #expect(answer.code == 2 && !answer.err.isEmpty, "\(answer)")
  }

  @Test func `serve signs at once, after what moved, and when it stops`() async throws {
    try await withKeys { program, _, files in
      let service = try program.start(
        "serve", "--port", "0", "--checkpoint-key", files.key, "--checkpoint-file", files.checkpoints,
        "--checkpoint-every", "3600")
      try await eventually("the head was signed at the start") { files.lines.count == 1 }
      #expect(try await program.run("demo", "tale", "--until", "2025-09-03").code == 0)
      #expect(files.lines.count == 1)
      service.terminate()
      try await eventually("it stopped") { !service.isRunning }
      #expect(service.terminationStatus == 0)
      // An hour has not passed: this one was written since it stopped.
      #expect(files.lines.count == 2)
      let found = try await program.run(
        "verify", "tale", "--checkpoints", files.checkpoints, "--public-key", files.publicKey)
      #expect(found.code == 0 && found.out.hasPrefix("WHOLE, AND ANCHORED TO ITS END."), "\(found)")
    }
  }

  @Test func `serve goes on where it cannot write, and writes once it can`() async throws {
    try await withKeys { program, _, files in
      let later = files.folder.appendingPathComponent("later")
      let file = later.appendingPathComponent("checkpoints").path
      let service = try program.start(
        "serve", "--port", "0", "--checkpoint-key", files.key, "--checkpoint-file", file,
        "--checkpoint-every", "1")
      try await eventually("it said that it cannot write") {
        service.said.contains("cannot be written; trying again")
      }
      #expect(service.isRunning)
      try FileManager.default.createDirectory(at: later, withIntermediateDirectories: true)
      try await eventually("a checkpoint was written") { FileManager.default.fileExists(atPath: file) }
      service.terminate()
      try await eventually("it stopped") { !service.isRunning }
      #expect(service.terminationStatus == 0)
    }
  }
}
