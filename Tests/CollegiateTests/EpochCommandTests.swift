import TestSupport
import Testing

@Suite struct `collegiate epoch raise` {
  @Test func `raises one log's epoch or every log's, says old and new, and doctor tells why`() async throws {
    try await withProgram { program, _ in
      for slug in ["ash", "bir"] {
        try await program.run(
          "consortium", "create", slug, "--name", slug, "--coordinator", "co-1", "--letter", "L/1")
      }
      let one = try await program.run("epoch", "raise", "ash", "--reason", "Sunday's dump")
      #expect(one.code == 0 && one.lines == ["ash: epoch 1 until now, 2 from here on"], "\(one)")
      let all = try await program.run("epoch", "raise", "--all", "--reason", "a snapshot")
      #expect(
        all.lines == [
          "ash: epoch 2 until now, 3 from here on", "bir: epoch 1 until now, 2 from here on",
        ], "\(all)")
      let doctor = try await program.run("doctor")
      #expect(doctor.out.contains("epoch 3") && doctor.out.contains("a snapshot"), "\(doctor)")
    }
  }

  @Test func `refuses what it cannot do with a sentence, and raises nothing then`() async throws {
    try await withProgram { program, url in
      try await program.run(
        "consortium", "create", "ash", "--name", "Ash", "--coordinator", "co-1", "--letter", "L/1")
      let nowhere = try await program.run("epoch", "raise", "bir", "--reason", "why")
      #expect(nowhere.code == 1 && nowhere.err.contains("There is no log bir"), "\(nowhere)")
      for wrong in [
        ["ash"], ["--reason", "why"], ["ash", "--all", "--reason", "why"], ["ash", "--reason", ""],
      ] {
        #expect(try await program.run(["epoch", "raise"] + wrong).code == 2, "\(wrong)")
      }
      let service = Program(database: conninfo(url, ["options": "-c role=collegiate_service"]))
      let refused = try await service.run("epoch", "raise", "ash", "--reason", "why")
      #expect(refused.code == 1 && refused.err.contains("Only the database's owner"), "\(refused)")
      #expect(try await program.run("doctor").out.contains("epoch 1"))
    }
  }
}
