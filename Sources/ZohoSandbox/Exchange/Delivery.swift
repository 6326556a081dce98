/// How an answer goes over its connection.
enum Delivery: Sendable, Equatable {
  case whole
  /// No answer: the connection is closed.
  case closed
  /// No answer: the connection is closed after so many milliseconds.
  case held(Int64)
  /// No answer: the connection ends with a TCP RST.
  case reset
  /// As many bytes of the body, then the connection is closed.
  case cut(Int)
  /// Byte by byte, so many milliseconds in all.
  case dripped(Int64)
}
