import FoundationEssentials
import Glibc
import NIOCore
import NIOPosix
import Testing

/// What came over a connection, byte for byte, and how it ended.
struct RawExchange: Sendable {
  /// How the server ended the connection.
  enum End: Sendable {
    case closed, reset
  }

  let head: String
  let body: [UInt8]
  let end: End
  /// From the request to the end.
  let duration: Duration
  /// How many times something came.
  let reads: Int

  /// The value of a header; nil when there is none.
  func header(_ name: String) -> String? {
    let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("\(name): ") }
    return line.map { String($0.dropFirst(name.count + 2)) }
  }
}

extension SandboxClient {
  /// Sends a request on a connection of its own and reads until it ends.
  func raw(_ method: String, _ target: String) async throws -> RawExchange {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    let request =
      "\(method) \(target) HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n"
      + "authorization: \(authorization ?? "")\r\n\r\n"
    return try await channel.executeThenClose { inbound, outbound in
      let start = ContinuousClock.now
      try await outbound.write(ByteBuffer(string: request))
      var (bytes, reads, end) = ([UInt8](), 0, RawExchange.End.closed)
      do {
        for try await buffer in inbound {
          bytes += buffer.readableBytesView
          reads += 1
        }
      } catch let error as IOError where error.errnoCode == ECONNRESET {
        end = .reset
      }
      let blank = Array("\r\n\r\n".utf8)
      let split = bytes.indices.first { bytes[$0...].starts(with: blank) }
      return RawExchange(
        head: String(decoding: bytes[..<(split ?? 0)], as: UTF8.self),
        body: split.map { Array(bytes[($0 + 4)...]) } ?? [], end: end,
        duration: .now - start, reads: reads)
    }
  }

  /// Replaces the fault script.
  func setFaults(_ rules: String...) async throws {
    let answer = try await call(
      "PUT", "/_sandbox/faults", type: "application/json",
      body: "[\(rules.joined(separator: ","))]")
    try #require(answer.status == 200, "\(String(decoding: answer.bytes, as: UTF8.self))")
  }

  /// The request log's faults, from the first request on.
  func loggedFaults() async throws -> [String?] {
    try await get("/_sandbox/requests").json.items.map { $0["fault"].text }
  }
}
