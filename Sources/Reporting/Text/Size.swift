extension Text {
  private static let units = ["bytes", "kB", "MB", "GB", "TB"]

  /// A size in memory or on disk as psql tells it: in the largest unit of 1,024 of which there are ten at
  /// least, rounded, such as `2826 bytes` and `26 MB`.
  package static func size(_ bytes: Int) -> Text {
    var (count, unit) = (bytes, 0)
    while count >= 10 * 1024, unit < units.count - 1 {
      count = count / 1024 + (count % 1024 >= 512 ? 1 : 0)
      unit += 1
    }
    return count == 1 && unit == 0 ? "1 byte" : "\(count) \(units[unit])"
  }
}
