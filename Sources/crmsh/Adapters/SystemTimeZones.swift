import CRMShell
import Foundation

/// The time zone tables of the system.
struct SystemTimeZones: TimeZones {
  func offset(of zone: String, at seconds: Int64) -> Int64? {
    TimeZone(identifier: zone).map {
      Int64($0.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }
  }
}
