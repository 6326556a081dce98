import Testing
import ZohoClient

/// What would end the process in the HTTP library, and what has no end, is an error like others.
struct AnswerGuardTests {
  private func exchange(_ answer: String) async throws -> Result<HTTPAnswer, TransportFailure> {
    let server = try await CannedServer(Array(answer.utf8), .closing)
    let transport = HTTPTransport(clock: RealClock())
    let request = HTTPRequest(method: "GET", url: server.url + "/", headers: [], body: [])
    let result: Result<HTTPAnswer, TransportFailure>
    do throws(TransportFailure) {
      result = .success(try await transport.exchange(request, deadline: 30_000))
    } catch {
      result = .failure(error)
    }
    await transport.close()
    try await server.close()
    return result
  }

  @Test(arguments: ["000 None", "001 Odd", "099 Odd", "600 Odd", "999 Odd"])
  func `a status that is none is refused, and ends nothing`(status: String) async throws {
    let result = try await exchange("HTTP/1.1 \(status)\r\nContent-Length: 2\r\n\r\n{}")
    guard case .failure(.interrupted("a status that is none")) = result else {
      Issue.record("\(result)")
      return
    }
  }

  @Test func `a few announcements are passed over, many are refused`() async throws {
    let hint = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    #expect(
      try await exchange(String(repeating: hint, count: 32) + answer).get().body
        == Array("{}".utf8))
    let result = try await exchange(String(repeating: hint, count: 33) + answer)
    guard case .failure(.interrupted("announcements without end")) = result else {
      Issue.record("\(result)")
      return
    }
  }

  @Test(arguments: [
    ("101 Switching Protocols\r\nUpgrade: x\r\n", "a change of protocol that nobody asked for"),
    ("200 OK\r\nTransfer-Encoding: identity, rot13\r\n", "an unknown transfer encoding"),
    ("200 OK\r\nTransfer-Encoding: gzip, chunked\r\n", "an unknown transfer encoding"),
    (
      "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + String(repeating: "1\r\n \r\n", count: 50_001), "an answer in too many pieces"
    ),
    ("200 OK\r\nno header\r\n", "an answer that is no proper HTTP"),
    (
      "200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
      "a packed answer that is damaged, or swells too much"
    ),
  ])
  func `what is no answer is told`(answer: String, words: String) async throws {
    let result = try await exchange("HTTP/1.1 \(answer)\r\n")
    guard case .failure(.interrupted(words)) = result else {
      Issue.record("\(result)")
      return
    }
  }
}
