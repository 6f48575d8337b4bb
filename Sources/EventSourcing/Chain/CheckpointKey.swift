import Crypto
import FoundationEssentials

/// The private half of a pair of Ed25519 keys; whoever has it can sign checkpoints.
package struct CheckpointKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// A new one, by chance.
  package init() { key = Curve25519.Signing.PrivateKey() }

  /// Reads PKCS #8 in PEM, as `pem` and `openssl genpkey -algorithm ed25519` write it.
  package init(pem: String) throws(KeyError) {
    guard let seed = PEM.bytes(pem, "PRIVATE KEY", after: PEM.privatePrefix),
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    else { throw .noPrivateKey }
    self.key = key
  }

  package var pem: String {
    PEM.text(PEM.privatePrefix + Array(key.rawRepresentation), "PRIVATE KEY")
  }

  package var publicKey: CheckpointPublicKey { CheckpointPublicKey(key.publicKey) }

  /// The checkpoint with its signature.
  func sign(_ checkpoint: Checkpoint) throws -> Checkpoint {
    var signed = checkpoint
    signed.signature = Array(try key.signature(for: checkpoint.signed))
    return signed
  }
}

/// The public half: it checks what the private one signed, and need not be kept secret.
package struct CheckpointPublicKey: Sendable {
  private let key: Curve25519.Signing.PublicKey
  /// The first 16 hex digits of SHA-256 over the key's 32 bytes.
  package let id: String

  fileprivate init(_ key: Curve25519.Signing.PublicKey) {
    self.key = key
    id = String(Digest.hex(Digest.sha256(Array(key.rawRepresentation))).prefix(16))
  }

  /// Reads SubjectPublicKeyInfo in PEM, as `pem` and `openssl pkey -pubout` write it.
  package init(pem: String) throws(KeyError) {
    guard let bytes = PEM.bytes(pem, "PUBLIC KEY", after: PEM.publicPrefix),
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
    else { throw .noPublicKey }
    self.init(key)
  }

  package var pem: String { PEM.text(PEM.publicPrefix + Array(key.rawRepresentation), "PUBLIC KEY") }

  /// Whether the private half of this key signed just this.
  func verifies(_ checkpoint: Checkpoint) -> Bool {
    checkpoint.key == id && key.isValidSignature(checkpoint.signature, for: checkpoint.signed)
  }
}

package enum KeyError: Error, Sendable, Hashable, CustomStringConvertible {
  case noPrivateKey
  case noPublicKey

  package var description: String {
    switch self {
    case .noPrivateKey: "This is no private Ed25519 key in PEM; `collegiate checkpoint keygen` makes one."
    case .noPublicKey: "This is no public Ed25519 key in PEM; keygen writes one beside the private key."
    }
  }
}

/// The two envelopes of RFC 8410. An Ed25519 key is 32 bytes behind bytes that are always the same.
private enum PEM {
  static let privatePrefix: [UInt8] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]
  static let publicPrefix: [UInt8] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  static func text(_ bytes: [UInt8], _ label: String) -> String {
    "-----BEGIN \(label)-----\n\(Data(bytes).base64EncodedString())\n-----END \(label)-----\n"
  }

  /// The 32 bytes behind `prefix`; nil where the text is anything else.
  static func bytes(_ text: String, _ label: String, after prefix: [UInt8]) -> [UInt8]? {
    let lines = text.split(whereSeparator: \.isNewline)
    guard lines.first == "-----BEGIN \(label)-----", lines.last == "-----END \(label)-----",
      let data = Data(base64Encoded: lines.dropFirst().dropLast().joined()),
      data.starts(with: prefix), data.count == prefix.count + 32
    else { return nil }
    return Array(data.dropFirst(prefix.count))
  }
}
