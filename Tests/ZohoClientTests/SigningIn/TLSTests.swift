import CRMShellTesting
import Foundation
import ImportEngine
import ImportModel
import NIOCore
import NIOPosix
import NIOSSL
import Testing
import ZohoClient

/// TLS is verified: a server on a port of this machine plays the hosts of a data centre, and a test's own
/// authority vouches for it, or does not.
struct TLSTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Certificates")

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: "\(name).pem")))
  }

  /// Refreshes a token and asks for the organisation, over TLS with a certificate.
  private func organisation(
    _ certificate: String, trusting authority: String? = "authority",
    asking centre: DataCentre = .eu
  ) async throws -> (Result<String, ServiceFailure>, heard: Int) {
    let server = try await TLSServer(
      chain: Self.bytes(certificate), key: Self.bytes("key"))
    let reach = try authority.map {
      try NetworkReach.rehearsing(centre, port: server.port, authority: Self.bytes($0))
    }
    let connection = try ZohoConnection.signedIn(
      Login(
        name: "work", server: centre.rawValue, clientID: "1000.ABC", account: "a@x.com",
        scopes: [], place: .file(path: "/c"), since: 0),
      LoginSecrets(clientSecret: Secret("shh"), refreshToken: Secret("1000.c.d")),
      slots: InMemorySlots(clock: RealClock()), tokens: nil, clock: RealClock(),
      randomness: FixedRandomness(), reach: try #require(reach))
    let result: Result<String, ServiceFailure>
    do throws(ServiceFailure) {
      result = .success(try await connection.crm.organisation().name)
    } catch {
      result = .failure(error)
    }
    await connection.close()
    let heard = server.heard
    try await server.close()
    return (result, heard)
  }

  @Test func `the right name, vouched for, is spoken to by all its hosts`() async throws {
    let (result, heard) = try await organisation("good")
    #expect(try result.get() == "Northwind")
    #expect(heard == 2)
  }

  @Test(arguments: [
    ("other-name", "the server's certificate is for another host"),
    ("expired", "the server's certificate is not valid: it has expired"),
    ("self-signed", "the server's certificate is not valid"),
  ])
  func `another certificate is refused before anything is sent`(name: String, words: String)
    async throws
  {
    let (result, heard) = try await organisation(name)
    guard case .failure(.unreachable(let reason)) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(reason.hasPrefix(words), "\(reason)")
    #expect(heard == 0)
  }

  @Test func `an authority that does not vouch is none`() async throws {
    let (result, heard) = try await organisation("good", trusting: "self-signed")
    guard case .failure(.unreachable(let reason)) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(reason.hasPrefix("the server's certificate is not valid"), "\(reason)")
    #expect(heard == 0)
  }

  @Test func `a sign-in of another data centre has other hosts`() async throws {
    let (result, heard) = try await organisation("good", asking: .us)
    guard case .failure(.unreachable(let reason)) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(reason.hasPrefix("the server's certificate is for another host"), "\(reason)")
    #expect(heard == 0)
  }
}

/// Speaks TLS on a loopback port, and says a token and an organisation to whoever asks.
private final class TLSServer: Sendable {
  let port: Int
  private let channel: any Channel
  private let count: Counter

  /// Requests that came through the handshake.
  var heard: Int { count.value }

  init(chain: [UInt8], key: [UInt8]) async throws {
    let certificates = try NIOSSLCertificate.fromPEMBytes(chain).map {
      NIOSSLCertificateSource.certificate($0)
    }
    let context = try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: certificates,
        privateKey: .privateKey(NIOSSLPrivateKey(bytes: key, format: .pem))))
    let count = Counter()
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(
            NIOSSLServerHandler(context: context), Speaker(count: count))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    self.count = count
    port = channel.localAddress?.port ?? 0
  }

  func close() async throws { try await channel.close() }

  private final class Speaker: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let count: Counter

    init(count: Counter) { self.count = count }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let text = String(buffer: unwrapInboundIn(data))
      let isToken = text.hasPrefix("POST /oauth/v2/token ")
      // The body of a form may come by itself.
      guard isToken || text.hasPrefix("GET ") else { return }
      count.add()
      let body =
        isToken
        ? #"{"access_token":"1000.a.b","api_domain":"https://www.zohoapis.eu","expires_in":3600}"#
        : #"{"org":[{"id":"7","company_name":"Northwind"}]}"#
      let head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
      let channel = context.channel
      channel.writeAndFlush(ByteBuffer(string: head + body)).whenComplete { _ in
        channel.close(promise: nil)
      }
    }

    /// A handshake that the client breaks off.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }
}
