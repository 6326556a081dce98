import NIOCore
import NIOPosix
import Synchronization

/// A loopback server that says the same bytes to every request, whatever it is.
final class CannedServer: Sendable {
  enum Manner: Sendable {
    /// Says them and closes.
    case closing
    /// Says them and leaves the connection open and silent.
    case hanging
    /// Closes without a word.
    case silent
  }

  let url: String
  private let channel: any Channel
  private let heard: Heard

  /// Requests that came in, by their first line.
  var requests: [String] { heard.lines.withLock { $0 } }

  init(_ answer: [UInt8], _ manner: Manner = .closing) async throws {
    let heard = Heard()
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.pipeline.addHandler(Speaker(answer: answer, manner: manner, heard: heard))
      }
      .bind(host: "127.0.0.1", port: 0).get()
    url = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
    self.heard = heard
  }

  func close() async throws { try await channel.close() }

  private final class Heard: Sendable {
    let lines = Mutex<[String]>([])
  }

  private final class Speaker: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let answer: [UInt8]
    let manner: Manner
    let heard: Heard

    init(answer: [UInt8], manner: Manner, heard: Heard) {
      self.answer = answer
      self.manner = manner
      self.heard = heard
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let text = String(buffer: unwrapInboundIn(data))
      heard.lines.withLock { $0.append(String(text.prefix { $0 != "\r\n" })) }
      let (channel, manner) = (context.channel, manner)
      guard manner != .silent else { return channel.close(promise: nil) }
      channel.writeAndFlush(ByteBuffer(bytes: answer)).whenComplete { _ in
        if manner == .closing { channel.close(promise: nil) }
      }
    }
  }
}
