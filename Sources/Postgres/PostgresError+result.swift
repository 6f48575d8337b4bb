import CLibPQ

extension PostgresError {
  /// What the server said in a failed result; its DETAIL and CONTEXT are left out, as they quote values.
  /// `secrets` are the values that were sent, nil where they are not known.
  init(_ kind: Kind, _ result: OpaquePointer, statement: String, secrets: [String]?) {
    func field(_ code: Unicode.Scalar) -> String? {
      PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }
    let names = [field("n"), field("t"), field("c"), field("s"), field("d")].compactMap(\.self)
    let withholding = Withholding(statement: statement, names: names, secrets: secrets)
    let state = field("C")
    let message = field("M") ?? Wire.sentence(PQresultErrorMessage(result))
    // What a RAISE or an ASSERT says is written by hand, with values anywhere in it.
    let isKept = secrets != nil || field("R")?.hasPrefix("exec_stmt_") != true
    let kept =
      isKept ? withholding.clean(message, sqlState: state) : "A function of the database refused a row."
    self.init(kind, kept, sqlState: state)
    hint = isKept ? field("H").map { withholding.clean($0, sqlState: state) } : nil
    constraint = field("n")
    table = field("t")
    column = field("c")
    line = field("P").flatMap { Int($0) }.map { statement.line(ofCharacter: $0) }
  }
}

extension String {
  /// PostgreSQL counts a statement's characters from 1.
  fileprivate func line(ofCharacter position: Int) -> Int {
    unicodeScalars.prefix(position - 1).count { $0 == "\n" } + 1
  }
}
