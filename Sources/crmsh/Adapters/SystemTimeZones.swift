import CRMShell
import Foundation
import Glibc

/// The time zone tables of the system.
struct SystemTimeZones: TimeZones {
  func offset(of zone: String, at seconds: Int64) -> Int64? {
    TimeZone(identifier: zone).map {
      Int64($0.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }
  }

  func offset(at seconds: Int64) -> Int64 {
    var time = time_t(seconds)
    var parts = tm()
    localtime_r(&time, &parts)
    return Int64(parts.tm_gmtoff)
  }
}
