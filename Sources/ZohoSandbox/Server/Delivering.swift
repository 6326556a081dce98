import Glibc
import Hummingbird
import NIOCore
import ServiceLifecycle

/// What an answer needs to know of its connection.
struct ConnectionContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection.
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}

extension Answer {
  /// The answer for a connection, once it is its time; a connection to be ended is ended before this
  /// returns, and what is returned then goes nowhere.
  func response(on channel: any Channel) async throws -> Response {
    switch delivery {
    case .whole: return Response(self)
    case .closed: break
    case .held(let milliseconds): await Self.wait(until: .now + .milliseconds(milliseconds))
    case .reset:
      // An end without lingering is a reset.
      let provider = channel as? any SocketOptionProvider
      try await provider?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    case .cut(let count): return cut(after: count, channel)
    case .dripped(let milliseconds): return dripped(over: milliseconds)
    }
    try await channel.close()
    return Response(status: .internalServerError)
  }

  private func cut(after count: Int, _ channel: any Channel) -> Response {
    let bytes = body ?? file?.bytes ?? []
    return Response(
      self,
      ResponseBody(contentLength: bytes.count) { writer in
        try await writer.write(ByteBuffer(bytes: bytes.prefix(count)))
        try await channel.close()
        throw ChannelError.eof
      })
  }

  private func dripped(over milliseconds: Int64) -> Response {
    let bytes = body ?? file?.bytes ?? []
    return Response(
      self,
      ResponseBody(contentLength: bytes.count) { writer in
        let start = ContinuousClock.now
        // A long body comes in larger drops, since no pause is shorter than a millisecond.
        let size = max(1, bytes.count / max(Int(milliseconds), 1))
        for first in stride(from: 0, to: bytes.count, by: size) {
          let rest = bytes[first...].prefix(size)
          let due = milliseconds * Int64(rest.endIndex) / Int64(bytes.count)
          await Self.wait(until: start + .milliseconds(due))
          try await writer.write(ByteBuffer(bytes: rest))
        }
        try await writer.finish(nil)
      })
  }

  /// Waits, but not beyond the end of the server.
  private static func wait(until time: ContinuousClock.Instant) async {
    // What is thrown is that end: then there is nothing to wait for.
    try? await cancelWhenGracefulShutdown {
      try await Task.sleep(until: time, clock: .continuous)
    }
  }
}

extension ResponseBody {
  /// A file that is made while it is sent; its length is not known before.
  fileprivate init(_ file: BulkFile) {
    self.init { writer in
      let parts = file.parts()
      while let part = parts.next() { try await writer.write(ByteBuffer(bytes: part)) }
      try await writer.finish(nil)
    }
  }
}

extension Response {
  /// An answer on the wire, with its body or one that comes bit by bit.
  fileprivate init(_ answer: Answer, _ later: ResponseBody? = nil) {
    var headers = HTTPFields()
    for (name, value) in answer.headers {
      // `HTTPFields.Element` is `HTTPField`, whose module Hummingbird does not export whole.
      guard let field = HTTPFields.Element.Name(name) else { continue }
      headers[field] = value
    }
    var body = ResponseBody()
    if let bytes = answer.body {
      headers[.contentType] = answer.contentType
      body = later ?? ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    } else if let file = answer.file {
      headers[.contentType] = answer.contentType
      body = later ?? ResponseBody(file)
    }
    self.init(status: .init(code: answer.status), headers: headers, body: body)
  }
}
