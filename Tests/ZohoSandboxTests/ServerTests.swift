import NIOCore
import NIOPosix
import Testing

@testable import ZohoSandbox

@Suite struct ServerTests {
  @Test func `a stop does not wait for a client that keeps its connection`() async throws {
    let server = try SandboxServer(options: SandboxOptions())
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let running = Task { try await server.run { continuation.yield($0) } }
    var iterator = ports.makeAsyncIterator()
    let port = try #require(await iterator.next())
    let idle = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port).get()
    try await idle.writeAndFlush(
      ByteBuffer(string: "GET /_sandbox/counts HTTP/1.1\r\nhost: x\r\n\r\n"))
    let clock = ContinuousClock()
    let start = clock.now
    running.cancel()
    try await running.value
    #expect(clock.now - start < .seconds(60))
    try? await idle.close()
  }

  @Test func `a port that is taken ends the command with 9`() async throws {
    try await withSandbox(signedIn: false) { client in
      let (lines, continuation) = AsyncStream<String>.makeStream()
      let code = await SandboxCommand.run(arguments: ["--port", "\(client.port)"]) {
        continuation.yield($0)
      }
      continuation.finish()
      let printed = await lines.reduce(into: []) { $0.append($1) }
      #expect(code == 9)
      #expect(printed.count == 1)
      #expect(printed.first?.contains("Port \(client.port) on 127.0.0.1 is taken") == true)
    }
  }

  @Test func `only loopback is listened on`() async throws {
    try await withSandbox(signedIn: false) { client in
      let others = try System.enumerateDevices().compactMap(\.address?.ipAddress)
        .filter { !$0.hasPrefix("127.") && !$0.contains(":") }
      for address in others {
        let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
          .connectTimeout(.seconds(2)).connect(host: address, port: client.port).get()
        #expect(channel == nil, "reached over \(address)")
      }
    }
  }
}
