import Foundation
import Glibc
package import ImportEngine

/// A program that keeps secrets, spoken to as git speaks to its credential helpers: an attribute a
/// line, `get`, `store` or `erase` as its one argument, never a secret among its arguments.
package struct SecretProgram: Sendable {
  /// Under what a secret is kept.
  struct Key: Sendable {
    /// `https`, or `http` for a rehearsal server.
    let scheme: String
    /// The host of the accounts service, with the port where it is not the usual one.
    let host: String
    /// `crmsh/NAME`
    let path: String
    /// The client id.
    let user: String

    init(_ login: Login) {
      let rule = HostRule(named: login.server)
      let parts = (rule?.accounts.description ?? "").split(separator: "/")
      scheme = parts.first.map { String($0.dropLast()) } ?? ""
      host = parts.count == 2 ? String(parts[1]) : ""
      path = "crmsh/\(login.name)"
      user = login.clientID
    }
  }

  /// Milliseconds a helper may take: it may have to ask a person to unlock its store.
  static let patience: Int64 = 120_000

  /// The program, absolute.
  package let path: String
  private let environment: [String: String]
  private let limit: Int64

  /// What of the environment a helper gets: where its store is, and how to ask for its key.
  private static let passedOn: Set<String> = [
    "HOME", "LANG", "LC_ALL", "USER", "LOGNAME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME",
    "XDG_DATA_HOME", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "GNUPGHOME",
    "GPG_TTY", "PASSWORD_STORE_DIR",
  ]

  /// A helper at an absolute path; it must be a program that only its owner, we or root, may write
  /// to. `limit`: milliseconds it may take.
  package init(path: String, environment: [String: String], limit: Int64 = Self.patience)
    throws(SignInFailure)
  {
    guard path.hasPrefix("/"), LoginFile.isValue(path) else {
      throw .unsafe(path: path, reason: "is no absolute path")
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw .unsafe(path: path, reason: String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o111 != 0 else {
      throw .unsafe(path: path, reason: "is no program")
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw .unsafe(path: path, reason: "belongs to somebody else")
    }
    guard status.st_mode & 0o022 == 0 else {
      throw .unsafe(path: path, reason: "others may write to it")
    }
    self.path = path
    self.limit = limit
    self.environment = environment.filter { Self.passedOn.contains($0.key) }
      .merging(["PATH": "/usr/local/bin:/usr/bin:/bin"]) { $1 }
  }

  /// The secrets under a key.
  func get(_ key: Key) async throws(SignInFailure) -> LoginSecrets {
    try Self.secrets(in: try await run("get", try lines(of: key, secrets: nil)), of: key, path)
  }

  /// The secrets in a helper's answer; `path` is where the helper is.
  static func secrets(
    in answer: [UInt8], of key: Key, _ path: String
  ) throws(SignInFailure) -> LoginSecrets {
    var password: String?
    // Lines end in LF alone; a CR, which Swift would join to one character with it, is refused.
    guard !answer.contains(0x0D), !answer.contains(0) else {
      throw .helper(path: path, reason: "its answer has a control character in it")
    }
    for line in String(decoding: answer, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("password=") { password = String(line.dropFirst(9)) }
      if line.hasPrefix("username="), line.dropFirst(9) != key.user {
        throw .helper(path: path, reason: "it has the secret of another client")
      }
    }
    guard let password else { throw .helper(path: path, reason: "it does not have the secret") }
    let parts = password.split(separator: " ").map { Secret(String($0)) }
    guard parts.count == 2, parts.allSatisfy(\.isPlain) else {
      throw .helper(path: path, reason: "what it has is not what crmsh gave it")
    }
    return LoginSecrets(clientSecret: parts[0], refreshToken: parts[1])
  }

  /// Gives the secrets to be kept under a key.
  func store(_ secrets: LoginSecrets, under key: Key) async throws(SignInFailure) {
    _ = try await run("store", try lines(of: key, secrets: secrets))
  }

  /// Has the secrets under a key forgotten.
  func erase(_ key: Key) async throws(SignInFailure) {
    _ = try await run("erase", try lines(of: key, secrets: nil))
  }

  private func lines(of key: Key, secrets: LoginSecrets?) throws(SignInFailure) -> [UInt8] {
    var pairs = [
      ("protocol", key.scheme), ("host", key.host), ("path", key.path), ("username", key.user),
    ]
    if let secrets {
      pairs.append(
        (
          "password",
          secrets.clientSecret.revealed() + " " + secrets.refreshToken.revealed()
        ))
    }
    for (name, value) in pairs
    where value.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) {
      throw .notPlain(name)
    }
    return Array((pairs.map { "\($0)=\($1)\n" }.joined() + "\n").utf8)
  }

  private func run(_ verb: String, _ input: [UInt8]) async throws(SignInFailure) -> [UInt8] {
    let child = SecretProgramRun(path: path, verb: verb, environment: environment, limit: limit)
    let result: Result<[UInt8], SignInFailure> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: child.result(of: input)) }
      }
    } onCancel: {
      child.stop()
    }
    return try result.get()
  }
}
