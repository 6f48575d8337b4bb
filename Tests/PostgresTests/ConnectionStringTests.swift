import FoundationEssentials
import Testing

import func TestSupport.conninfo

@testable import Postgres

@Suite("Connection strings", .timeLimit(.minutes(5))) struct ConnectionStringTests {
  @Test("sslmode=verify-full connects only to the server whose name and certificate are right")
  func verifyFull() async throws {
    try await withServer { server in
      try await server.useCertificate(for: "localhost")
      let tls = conninfo(
        server.conninfo,
        ["host": "localhost", "hostaddr": "127.0.0.1", "sslmode": "verify-full"]
      )
      let trusted = conninfo(tls, ["sslrootcert": server.directory + "/server.crt"])
      let connection = try await Connection.open(trusted)
      try await connection.expect("select ssl from pg_stat_ssl where pid = pg_backend_pid()", gives: true)
      let long = String(repeating: "long ", count: 100_000)
      try await connection.expect("select $1::text", .text(long), gives: long)
      await connection.closeAndJoin()
      try await cancels(trusted)

      let otherName = try await postgresError {
        try await Connection.open(conninfo(trusted, ["host": "other.example"]))
      }
      #expect(otherName.kind == .unreachable && otherName.message.contains("does not match host name"))
      let noRoot = try await postgresError {
        try await Connection.open(conninfo(tls, ["sslrootcert": "/nonexistent"]))
      }
      #expect(noRoot.kind == .unreachable && noRoot.message.contains("root certificate"))
    }
  }

  /// The pool's look at an idle socket must not take TLS's own traffic for the server's farewell.
  @Test("Connections over TLS are used again") func reuse() async throws {
    try await withServer { server in
      try await server.useCertificate(for: "localhost")
      try await withPool(conninfo(server.conninfo, ["host": "localhost", "sslmode": "require"])) { pool in
        var processes: Set<Int> = []
        for _ in 0..<20 { processes.insert(try await pool.run("select pg_backend_pid()")[0].get(0)) }
        #expect(processes.count == 1)
      }
    }
  }

  @Test("Of two hosts the living one is taken, in either form of the string") func twoHosts() async throws {
    try await withServer { server in
      let dead = try freePort()
      for string in [
        "host=127.0.0.1,127.0.0.1 port=\(dead),\(server.port) user=postgres dbname=postgres",
        "postgresql://postgres@127.0.0.1:\(dead),127.0.0.1:\(server.port)/postgres",
      ] {
        let connection = try await Connection.open(string)
        try await connection.expect("select inet_server_port()", gives: server.port)
        try await cancels(string)
        await connection.closeAndJoin()
      }
      let none = try await postgresError {
        try await Connection.open(
          "host=127.0.0.1,127.0.0.1 port=\(dead),\(dead) user=postgres dbname=postgres"
        )
      }
      #expect(none.kind == .unreachable)
      #expect(none.message.contains("; "), "one reason for each host: \(none)")
    }
  }

  @Test("target_session_attrs=read-write passes over a server that only reads") func readWrite() async throws
  {
    try await withServer(["default_transaction_read_only = on"]) { reader in
      try await withServer { writer in
        let hosts =
          "host=127.0.0.1,127.0.0.1 port=\(reader.port),\(writer.port) user=postgres dbname=postgres"
        for (attribute, port) in [
          ("read-write", writer.port), ("any", reader.port), ("read-only", reader.port),
        ] {
          let connection = try await Connection.open(conninfo(hosts, ["target_session_attrs": attribute]))
          try await connection.expect("select inet_server_port()", gives: port)
          await connection.closeAndJoin()
        }
        try await withPool(conninfo(hosts, ["target_session_attrs": "read-write"]), size: 1) { pool in
          _ = try await pool.run("create table t (n int)")
          try await writer.stop()
          let error = try await postgresError { try await pool.run("select 1") }
          #expect(error.kind == .unreachable)
          try await writer.start()
          let rows = try await pool.run("select from t")
          #expect(rows.isEmpty)
        }
      }
    }
  }

  @Test("What the string says about the name and the time to connect is not overruled") func defaults()
    async throws
  {
    let base = try serverConninfo()
    for (string, name) in [(base, "collegiate"), (conninfo(base, ["application_name": "other"]), "other")] {
      let connection = try await Connection.open(string)
      try await connection.expect("select current_setting('application_name')", gives: name)
      await connection.closeAndJoin()
    }
  }

  private func cancels(_ conninfo: String) async throws {
    let connection = try await Connection.open(conninfo)
    let watcher = try await Connection.open(conninfo)
    let task = Task { try await connection.run("select pg_sleep(60)") }
    try await eventually("the query runs") {
      try await activity(watcher, where: "query ~ 'sleep' and state = 'active'") == 1
    }
    task.cancel()
    let error = try await postgresError { try await task.value }
    #expect(error.kind == .cancelled)
    await connection.closeAndJoin()
    await watcher.closeAndJoin()
  }
}

extension Server {
  /// Gives the server a certificate of its own signing for a host name, and starts it again with TLS.
  func useCertificate(for host: String) async throws {
    let names = "-subj /CN=\(host) -addext subjectAltName=DNS:\(host)"
    let files = "-keyout \(directory)/server.key -out \(directory)/server.crt"
    let command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    try await execute("\(command) \(names) \(files)".split(separator: " ").map(String.init))
    for file in ["server.key", "server.crt"] {
      try await write(try String(contentsOfFile: directory + "/" + file, encoding: .utf8), to: file)
    }
    try await configure([
      "ssl = on", "ssl_cert_file = '\(directory)/server.crt'", "ssl_key_file = '\(directory)/server.key'",
    ])
    try await stop()
    try await start()
  }
}
