import Glibc

/// Writing to descriptors that may take less at a time than they are given.
enum WholeWriting {
  /// Writes all bytes, waiting where the other side is slow; the error number of what kept it from that,
  /// nil where nothing did. A reader who is gone is `EPIPE`: SIGPIPE is ignored here.
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int32? {
    var rest = bytes
    while !rest.isEmpty {
      let count = part(of: rest, to: descriptor)
      guard count > 0 else { return errno }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  /// Writes what is taken at once; how many bytes that were, none or fewer where `errno` says why.
  static func part(of bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int {
    while true {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 || errno != EINTR { return count }
    }
  }
}
