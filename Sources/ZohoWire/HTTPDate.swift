/// The times of HTTP's `Date`, e.g. `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, IMF-fixdate).
package enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Seconds since 1970 UTC; nil for any other form.
  package static func seconds(_ text: String) -> Int64? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT", parts[1].utf8.count == 2,
      let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : String(month + 1)
    return ISOTime.seconds("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
  }
}
