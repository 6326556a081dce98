import ImportEngine
import Synchronization
import ZohoWire

/// Files of CRM, which go to disk as they come in.
extension Gateway {
  /// Milliseconds for a file, to its last byte.
  private static let fileDeadline: Int64 = 900_000
  /// Bytes of a file: 200,000 records of CRM are some 20 MB packed.
  static let largestFile = 1 << 30

  /// Waits, by the clock that was handed in. False when cancelled.
  func wait(milliseconds: Int64) async -> Bool { await clock.sleep(milliseconds: milliseconds) }

  /// Reads a file from CRM, from its start again where the connection broke.
  func download(
    _ request: WireRequest, into file: ScratchFile
  ) async throws(ServiceFailure) {
    let start = clock.uptime
    var attempts = 0
    var mayRenew = true
    while true {
      switch await crmTurn(since: start) {
      case .granted: break
      case .throttled(let seconds): throw .throttled(retryAfter: seconds)
      case .cancelled: throw .interrupted("cancelled")
      case .failed(let failure): throw .storage(failure)
      }
      let began = clock.uptime
      let problem = Mutex<FileProblem?>(nil)
      let sent = await sendDownload(request, into: file) { what in problem.withLock { $0 = what } }
      if let problem = problem.withLock({ $0 }) { throw .malformed(problem.what) }
      switch sent {
      case .answered(.tokenRefused(let words), let token),
        .answered(.unauthorized(let words), let token):
        guard mayRenew else { throw .authentication(words) }
        mayRenew = false
        if let failure = await renew(token, words: words) { throw failure }
      case .answered(.broken(let what), _), .failed(.interrupted(let what)):
        attempts += 1
        try await payForRetry(attempts, of: gates.crm, what)
      case .answered(.throttled(let throttling), _):
        if let failure = await giveWay(throttling, sent: began) { throw failure }
      case .answered(.empty(status: 200), _) where file.count > 0: return
      case .answered(let verdict, _):
        _ = try verdict.readValue(request.scope)
        throw .malformed("no file came")
      // No call to CRM takes a slot.
      case .expired: throw .interrupted("not sent in time")
      case .failed(let failure): throw failure.asServiceFailure
      case .notSent(let failure): throw failure
      }
    }
  }

  private func sendDownload(
    _ request: WireRequest, into file: ScratchFile,
    onProblem: @escaping @Sendable (FileProblem) -> Void
  ) async -> Sent {
    let token: AccessToken
    switch await self.token() {
    case .success(let good): token = good
    case .failure(let failure): return .notSent(failure)
    }
    let wire = HTTPRequest(
      request, at: token.crm,
      headers: [HeaderField("Authorization", "Zoho-oauthtoken \(token.secret.revealed())")])
    guard await gates.crm.enter() else { return .failed(.interrupted("cancelled")) }
    let sent: Sent
    do throws(TransportFailure) {
      try Self.clear(file, onProblem)
      let answer = try await transport.download(
        wire, to: { Self.keep($0, in: file, onProblem) }, deadline: Self.fileDeadline
      ).hiding([token.secret])
      let verdict = AnswerVerdict(answer, to: request)
      if verdict.showsTokenAccepted { await tokens.wasAccepted(token) }
      if case .throttled = verdict {} else { await backOff.answered() }
      sent = .answered(verdict, with: token)
    } catch {
      sent = .failed(error)
    }
    await gates.crm.leave()
    return sent
  }

  private static func clear(
    _ file: ScratchFile, _ onProblem: @Sendable (FileProblem) -> Void
  ) throws(TransportFailure) {
    do throws(FileProblem) {
      try file.clear()
    } catch {
      onProblem(error)
      throw .interrupted("the file can't be kept")
    }
  }

  private static func keep(
    _ bytes: [UInt8], in file: ScratchFile, _ onProblem: @Sendable (FileProblem) -> Void
  ) -> Bool {
    do throws(FileProblem) {
      guard file.count + bytes.count <= largestFile else {
        throw FileProblem("the file is larger than \(largestFile >> 20) MiB")
      }
      try file.append(bytes)
      return true
    } catch {
      onProblem(error)
      return false
    }
  }
}
