import Glibc

/// What libedit draws to: memory that is looked through for its bell and then written over.
///
/// libedit takes a cluster of several scalars for as many cells and can't show a text taller than
/// the terminal, so that the screen is drawn by `FramePainter`; a bell is all that counts of this.
final class UnseenStream {
  /// The stream, which ends with this object.
  let file: UnsafeMutablePointer<FILE>
  private let start = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: 1)
  private let count = UnsafeMutablePointer<Int>.allocate(capacity: 1)

  /// Opens it.
  init() throws(LineEditorFailure) {
    start.initialize(to: nil)
    count.initialize(to: 0)
    guard let file = open_memstream(start, count) else {
      let reason = errno
      start.deallocate()
      count.deallocate()
      throw .system(errno: reason)
    }
    self.file = file
  }

  deinit {
    fclose(file)
    free(start.pointee)
    start.deallocate()
    count.deallocate()
  }

  /// Whether a bell was rung since it was asked last.
  func rang() -> Bool {
    fflush(file)
    defer { rewind(file) }
    guard let bytes = start.pointee, count.pointee > 0 else { return false }
    return memchr(bytes, 0x07, count.pointee) != nil
  }
}
