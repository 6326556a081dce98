import CRMShell
import ImportModel

/// Zones with one offset each, all year round.
package struct FixedTimeZones: TimeZones {
  private let offsets: [String: Int64]

  /// Seconds east of UTC by IANA name.
  package init(_ offsets: [String: Int64] = ["Europe/Madrid": 3600]) { self.offsets = offsets }

  /// The zone's offset at any instant; nil for a zone that was not given.
  package func offset(of zone: String, at _: Int64) -> Int64? { offsets[zone] }

  /// This machine is an hour ahead of UTC.
  package func offset(at _: Int64) -> Int64 { 3600 }
}

/// A stand-in for SHA-256 whose every digit depends on every byte: four lanes of FNV-1a.
package struct FourLaneHash: ContentHash {
  package init() {}

  /// Turns bytes into 64 hexadecimal digits.
  package func digest(of bytes: [UInt8]) -> String {
    (0..<4 as Range<UInt64>).map { lane in
      var hash = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325) &+ lane) {
        ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
      }
      hash = (hash ^ (hash >> 29)) &* 0xbf58_476d_1ce4_e5b9
      let digits = String(hash ^ (hash >> 32), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
