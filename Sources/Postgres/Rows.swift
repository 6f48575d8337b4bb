import CLibPQ

/// What a statement answered: its rows, in order, and how many rows it touched.
package struct Rows: Sendable, RandomAccessCollection {
  /// The columns' names, in order.
  package var columns: [String] { table.columns.map(\.name) }
  /// Rows inserted, updated, deleted or selected; 0 for a statement without rows.
  package var affected: Int { table.affected }

  private let table: Table

  init(copying result: OpaquePointer) { table = Table(copying: result) }

  package var startIndex: Int { 0 }
  package var endIndex: Int { table.height }
  package subscript(position: Int) -> Row {
    precondition(position >= 0 && position < table.height, "no such row")
    return Row(table: table, number: position)
  }
}

/// One row; its values are read by column name into the Swift type that the caller names.
package struct Row: Sendable {
  fileprivate let table: Table
  fileprivate let number: Int

  /// The value of a column; throws `.decoding` if there is no such column or it holds something else.
  package func get<T: PostgresReadable>(_ column: String, as: T.Type = T.self) throws(PostgresError) -> T {
    try T.read(table.cell(number, try table.place(of: column)))
  }

  /// The value of the column at `index`, from 0.
  package func get<T: PostgresReadable>(_ index: Int, as: T.Type = T.self) throws(PostgresError) -> T {
    guard table.columns.indices.contains(index) else {
      throw PostgresError(.decoding, "There is no column \(index) in the answer.")
    }
    return try T.read(table.cell(number, index))
  }
}

/// A result copied out of libpq, so that it may cross threads and libpq's memory is free at once.
private final class Table: Sendable {
  struct Column { let name: String, type: Oid }
  private struct Extent { let start: Int, count: Int }  // count -1 is null

  let columns: [Column]
  let height: Int
  let affected: Int
  private let places: [String: Int]  // -1 where two columns share the name
  private let extents: [Extent]
  private let bytes: [UInt8]

  init(copying result: OpaquePointer) {
    let width = PQnfields(result)
    let height = PQntuples(result)
    let columns = (0..<width).map {
      Column(name: String(cString: PQfname(result, $0)), type: PQftype(result, $0))
    }
    var extents: [Extent] = []
    var bytes: [UInt8] = []
    extents.reserveCapacity(Int(width) * Int(height))
    for row in 0..<height {
      for column in 0..<width {
        guard PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column) else {
          extents.append(Extent(start: bytes.count, count: -1))
          continue
        }
        let count = Int(PQgetlength(result, row, column))
        extents.append(Extent(start: bytes.count, count: count))
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: value, count: count))
      }
    }
    self.columns = columns
    self.height = Int(height)
    self.extents = extents
    self.bytes = bytes
    affected = Int(String(cString: PQcmdTuples(result))) ?? 0
    places = Dictionary(columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { _, _ in -1 })
  }

  func place(of column: String) throws(PostgresError) -> Int {
    guard let place = places[column] else {
      throw PostgresError(.decoding, "There is no column \"\(column)\" in the answer.")
    }
    guard place >= 0 else {
      throw PostgresError(.decoding, "Two columns of the answer are called \"\(column)\".")
    }
    return place
  }

  func cell(_ row: Int, _ column: Int) -> Cell {
    let extent = extents[row * columns.count + column]
    let value = extent.count < 0 ? nil : bytes[extent.start..<(extent.start + extent.count)]
    return Cell(bytes: value, column: columns[column].name, type: columns[column].type)
  }
}
