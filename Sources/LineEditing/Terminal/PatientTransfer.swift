import Glibc

/// Reading from and writing to descriptors that take or give less at a time than they are asked for: what is
/// interrupted goes on, and where nothing can be had at once (`EAGAIN`) it is waited for.
package enum PatientTransfer {
  /// Writes all bytes, waiting where the other side is slow; the error number of what kept it from that,
  /// nil where nothing did. A reader who is gone is `EPIPE` where SIGPIPE is ignored.
  package static func write(_ bytes: some Collection<UInt8>, to descriptor: Int32) -> Int32? {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = part(of: rest, to: descriptor)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, errno == EAGAIN {
        wait(for: POLLOUT, of: descriptor)
      } else {
        return count == 0 ? EIO : errno
      }
    }
    return nil
  }

  /// Writes what is taken at once; how many bytes that were, -1 where `errno` says why none.
  package static func part(of bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int {
    while true {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// Reads what there is, as much as fits, waiting until there is something; how many bytes that were, 0 at
  /// the end, -1 where `errno` says why none.
  package static func read(_ descriptor: Int32, into bytes: inout [UInt8]) -> Int {
    while true {
      let count = Glibc.read(descriptor, &bytes, bytes.count)
      if count >= 0 || (errno != EINTR && errno != EAGAIN) { return count }
      if errno == EAGAIN { wait(for: POLLIN, of: descriptor) }
    }
  }

  private static func wait(for event: Int32, of descriptor: Int32) {
    var waiting = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    _ = poll(&waiting, 1, -1)
  }
}
