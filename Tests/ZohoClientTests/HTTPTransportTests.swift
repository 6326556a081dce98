import Glibc
import Testing
import ZohoClient

/// The transport against a real socket.
struct HTTPTransportTests {
  private func exchange(
    _ answer: String, _ manner: CannedServer.Manner = .closing, deadline: Int64 = 60_000
  ) async throws -> (Result<HTTPAnswer, TransportFailure>, requests: [String]) {
    try await exchange(Array(answer.utf8), manner, deadline: deadline)
  }

  private func exchange(
    _ answer: [UInt8], _ manner: CannedServer.Manner = .closing, deadline: Int64 = 60_000
  ) async throws -> (Result<HTTPAnswer, TransportFailure>, requests: [String]) {
    let server = try await CannedServer(answer, manner)
    let transport = HTTPTransport(clock: RealClock())
    let request = HTTPRequest(method: "POST", url: server.url + "/x?a=b", headers: [], body: [])
    let result = await Result.of(transport, request, deadline: deadline)
    await transport.close()
    try await server.close()
    return (result, server.requests)
  }

  @Test func `an answer comes whole, with its status and headers`() async throws {
    let (result, requests) = try await exchange(
      "HTTP/1.1 400 Bad Request\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\n{}")
    let answer = try result.get()
    #expect(answer.status == 400)
    #expect(answer.header("retry-after") == "7")
    #expect(answer.body == Array("{}".utf8))
    #expect(requests == ["POST /x?a=b HTTP/1.1"])
  }

  @Test func `a redirect is an answer, and is not followed`() async throws {
    let (result, requests) = try await exchange(
      "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
    #expect(try result.get().status == 302)
    #expect(requests.count == 1)
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"cut",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{\"cut", "nonsense\r\n\r\n",
    "HTTP/1.1 20",
  ])
  func `an answer cut off is interrupted, and sent once`(text: String) async throws {
    let (result, requests) = try await exchange(text)
    guard case .failure(.interrupted) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(requests.count == 1)
  }

  @Test func `a connection closed without a word is interrupted, and sent once`() async throws {
    let (result, requests) = try await exchange("", .silent)
    guard case .failure(.interrupted) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(requests.count == 1)
  }

  // Without the deadline the body would never end.
  @Test(.timeLimit(.minutes(1))) func `the deadline holds for the body too`() async throws {
    let (result, _) = try await exchange(
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", .hanging, deadline: 300)
    guard case .failure(.interrupted("timed out")) = result else {
      Issue.record("\(result)")
      return
    }
  }

  @Test func `a body above the cap is refused`() async throws {
    let head = Array("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n".utf8)
    let (result, _) = try await exchange(head + Array(repeating: 0x20, count: 9_000_000))
    guard case .failure(.interrupted("answer too large")) = result else {
      Issue.record("\(result)")
      return
    }
  }

  @Test func `a packed answer that swells a thousandfold is refused`() async throws {
    // gzip of four million blanks.
    let start: [UInt8] = [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xED, 0xC1, 0x01, 0x0D, 0x00,
      0x00, 0x00, 0xC2, 0xA0, 0x2A, 0xEF, 0x9F, 0xD2, 0x1E, 0x0E, 0x28,
    ]
    let end: [UInt8] = [
      0xE0, 0xDD, 0x00, 0x1B, 0x1D, 0xCC, 0x90, 0x00, 0x09, 0x3D, 0x00,
    ]
    let bomb = start + Array(repeating: 0, count: 3_875) + end
    let head = [
      "HTTP/1.1 200 OK", "Content-Encoding: gzip", "Content-Length: \(bomb.count)", "", "",
    ].joined(separator: "\r\n")
    let (result, _) = try await exchange(Array(head.utf8) + bomb)
    guard case .failure(.interrupted) = result else {
      Issue.record("\(result)")
      return
    }
  }

  @Test func `headers above the cap are refused`() async throws {
    let lines = (0..<20).map { "X-\($0): " + String(repeating: "a", count: 4_000) + "\r\n" }
    let (result, _) = try await exchange(
      "HTTP/1.1 200 OK\r\n" + lines.joined() + "Content-Length: 0\r\n\r\n")
    guard case .failure(.interrupted) = result else {
      Issue.record("\(result)")
      return
    }
  }

  @Test func `where nobody listens nothing was sent`() async throws {
    // Bound, so that nobody else gets the port, and never listened on.
    let port = try SilentPort()
    let url = "http://127.0.0.1:\(port.number)"
    let transport = HTTPTransport(clock: RealClock())
    for url in [url, url.replacingHost("localhost")] {
      let request = HTTPRequest(method: "POST", url: url, headers: [], body: [])
      let result = await Result.of(transport, request, deadline: 60_000)
      guard case .failure(.notConnected) = result else {
        Issue.record("\(result)")
        continue
      }
    }
    await transport.close()
    port.release()
  }
}

/// A loopback port that is taken and refuses every connection.
private struct SilentPort {
  let number: UInt16
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    try #require(isBound)
    number = UInt16(bigEndian: address.sin_port)
  }

  func release() { close(descriptor) }
}

extension Result where Success == HTTPAnswer, Failure == TransportFailure {
  /// An exchange as a value.
  fileprivate static func of(
    _ transport: HTTPTransport, _ request: HTTPRequest, deadline: Int64
  ) async -> Self {
    do throws(TransportFailure) {
      return .success(try await transport.exchange(request, deadline: deadline))
    } catch {
      return .failure(error)
    }
  }
}

extension String {
  /// The address with 127.0.0.1 under another name.
  fileprivate func replacingHost(_ host: String) -> String {
    let parts = split(separator: "127.0.0.1")
    return parts.joined(separator: host)
  }
}
