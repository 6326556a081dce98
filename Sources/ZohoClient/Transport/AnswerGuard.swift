import NIOCore
import NIOHTTP1

/// Stands between the decoder of HTTP and the library that sends, and ends the connection at what no
/// honest server answers. The library takes some of that for a fault of its own, and ends the process.
final class AnswerGuard: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  /// Heads of 100 to 199 before the one that counts.
  static let mostAnnouncements = 32
  /// Bytes below which a part of a body is small: every part costs time, however little it holds.
  static let smallPart = 64
  /// Small parts of one answer.
  static let mostSmallParts = 50_000

  /// What was wrong with an answer.
  enum Flaw: String, Error {
    case status = "a status that is none"
    case upgrade = "a change of protocol that nobody asked for"
    case announcements = "announcements without end"
    case encoding = "an unknown transfer encoding"
    case pieces = "an answer in too many pieces"
  }

  private var announcements = 0
  private var smallParts = 0
  private var isOver = false

  /// Puts one into the pipeline of a new connection, right behind the decoder.
  static func install(in channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.submit {
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
      try pipeline.addHandler(AnswerGuard(), position: .after(decoder))
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isOver else { return }
    do throws(Flaw) {
      try judge(unwrapInboundIn(data))
      context.fireChannelRead(data)
    } catch {
      isOver = true
      context.fireErrorCaught(error)
      context.close(promise: nil)
    }
  }

  private func judge(_ part: HTTPClientResponsePart) throws(Flaw) {
    switch part {
    case .head(let head): try judge(head)
    case .body(let bytes):
      guard bytes.readableBytes < Self.smallPart else { return }
      smallParts += 1
      guard smallParts <= Self.mostSmallParts else { throw .pieces }
    case .end:
      announcements = 0
      smallParts = 0
    }
  }

  private func judge(_ head: HTTPResponseHead) throws(Flaw) {
    switch head.status.code {
    case 101: throw .upgrade
    case 100..<200:
      announcements += 1
      guard announcements <= Self.mostAnnouncements else { throw .announcements }
    case 200..<600:
      let encodings = head.headers["Transfer-Encoding"]
      guard encodings.isEmpty || encodings.map({ $0.lowercased() }) == ["chunked"] else {
        throw .encoding
      }
    // The library takes everything below 200 for an announcement, and a body behind it for a fault.
    default: throw .status
    }
  }
}
