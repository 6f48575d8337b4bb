/// Payloads that no compression makes smaller than they are: PostgreSQL would store 4 kB of one letter in
/// some fifty bytes.
enum Text {
  private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)

  /// A JSON object of so many bytes.
  static func payload(bytes: Int) -> String {
    let frame = #"{"text":""}"#.utf8.count
    let filling = (0..<max(0, bytes - frame)).map { _ in letters[Int.random(in: 0..<letters.count)] }
    return #"{"text":""# + String(decoding: filling, as: UTF8.self) + #""}"#
  }
}
