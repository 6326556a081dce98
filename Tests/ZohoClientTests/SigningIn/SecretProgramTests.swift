import Foundation
import Glibc
import ImportEngine
import JournalStore
import Testing
import ZohoClient

/// Secrets kept by a program, spoken to as git speaks to its credential helpers.
struct SecretProgramTests {
  /// A helper that keeps what it is given in a file beside it, as git's own `store` does, and notes how
  /// it was started.
  private static let keeper = """
    #!/bin/sh
    cd "${0%/*}" || exit 1
    { echo "$#:$*"; env; } >> started
    input=$(cat)
    case $1 in
      store) printf '%s\\n' "$input" > kept ;;
      get) wanted=$(printf '%s\\n' "$input" | grep '^path='); grep -q "^$wanted$" kept && cat kept ;;
      erase) rm -f kept ;;
    esac
    exit 0
    """

  private func withHelper(
    _ script: String = Self.keeper, mode: Int = 0o700, limit: Int64 = 20_000,
    _ body: (LoginStore, String) async throws -> Void
  ) async throws {
    try await withFolder { folder in
      let path = "\(folder)/helper"
      #expect(
        FileManager.default.createFile(
          atPath: path, contents: Data(script.utf8), attributes: [.posixPermissions: mode]))
      let program = try SecretProgram(
        path: path,
        environment: ["HOME": folder, "LD_PRELOAD": "/evil.so", "CRMSH_X": "y", "GPG_TTY": "/t"],
        limit: limit)
      try await body(
        LoginStore(
          record: MemoryRecord(), path: "/c/credentials", program: program), folder)
    }
  }

  private func login(_ store: LoginStore) -> Login {
    Login(
      name: "work", server: "eu", clientID: "1000.ABC", account: "a@x.com", scopes: [],
      place: store.place, since: 7)
  }

  private let secrets = LoginSecrets(
    clientSecret: Secret("shh"), refreshToken: Secret("1000.c.d"))

  @Test func `a secret goes to the helper alone, comes back, and is erased`() async throws {
    try await withHelper { store, folder in
      #expect(store.place == .helper(path: "\(folder)/helper"))
      try await store.keep(login(store), secrets)
      let kept = try String(contentsOfFile: "\(folder)/kept", encoding: .utf8)
      #expect(
        kept == """
          protocol=https
          host=accounts.zoho.eu
          path=crmsh/work
          username=1000.ABC
          password=shh 1000.c.d

          """)
      let (_, back) = try await store.login("work")
      #expect(back.clientSecret.matches(secrets.clientSecret))
      #expect(back.refreshToken.matches(secrets.refreshToken))
      try await store.forget("work")
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/kept"))
      #expect(try await store.logins().isEmpty)
    }
  }

  @Test func `it gets one word and a scrubbed environment`() async throws {
    try await withHelper { store, folder in
      try await store.keep(login(store), secrets)
      let started = try String(contentsOfFile: "\(folder)/started", encoding: .utf8)
      #expect(started.hasPrefix("1:store\n"))
      #expect(started.contains("GPG_TTY=/t"))
      for word in ["LD_PRELOAD", "CRMSH_X", "shh", "1000.c.d"] {
        #expect(!started.contains(word), "\(word)")
      }
    }
  }

  @Test(arguments: [
    "exit 3", "exit 0", "printf 'password=only-one\\n'", "printf 'password=a b\\r\\n'",
    "printf 'username=other\\npassword=a b\\n'", "printf 'password=a\\tb c d\\n'",
    "head -c 200000 /dev/zero", "printf 'quit=1\\n'",
  ])
  func `a helper that does not have it is told of, and nothing takes its place`(answer: String)
    async throws
  {
    try await withHelper("#!/bin/sh\n[ $1 = store ] && exit 0\n\(answer)\n") { store, _ in
      try await store.keep(login(store), secrets)
      await #expect(throws: SignInFailure.self) { try await store.login("work") }
      #expect(try await store.logins().count == 1)
    }
  }

  @Test func `a helper that hangs is ended`() async throws {
    try await withHelper("#!/bin/sh\nexec sleep 300\n", limit: 300) { store, _ async throws in
      let start = ContinuousClock.now
      await #expect(throws: SignInFailure.self) { try await store.keep(login(store), secrets) }
      #expect(ContinuousClock.now - start < .seconds(60))
      #expect(try await store.logins().isEmpty, "what is not kept is not listed")
    }
  }

  @Test(arguments: [
    (
      "echo 'gpg: no public key' >&2; echo ' aborted. ' >&2; exit 1",
      "1: gpg: no public key; aborted. "
    ),
    ("exit 4", "4"),
    (
      "head -c 900000 /dev/zero | tr '\\0' x >&2; exit 2",
      "2: \(String(repeating: "x", count: 300))…"
    ),
    (
      "echo '+ echo password=shh' >&2; echo 'Password=x' >&2; echo end >&2; exit 1", "1: end"
    ),
    ("echo \"it is shh\" >&2; echo sorry >&2; exit 1", "1: sorry"),
    ("sleep 30 & echo no >&2; exit 1", "1: no"),
  ])
  func `a helper's own words tell why it failed, but no secret`(script: String, told: String)
    async throws
  {
    try await withHelper("#!/bin/sh\n\(script)\n") { store, folder async throws in
      let failure = SignInFailure.helper(
        path: "\(folder)/helper", reason: "store: it ended with \(told)")
      await #expect(throws: failure) { try await store.keep(login(store), secrets) }
    }
  }

  @Test func `whoever stops a sign-in stops the helper too`() async throws {
    try await withHelper("#!/bin/sh\necho $$ > \"${0%/*}/id\"\nexec sleep 300\n") { store, folder in
      let (login, secrets) = (login(store), secrets)
      let task = Task { try await store.keep(login, secrets) }
      var id: Int32?
      while id == nil {
        try await Task.sleep(for: .milliseconds(20))
        let text = FileManager.default.contents(atPath: "\(folder)/id") ?? Data()
        id = Int32(String(decoding: text, as: UTF8.self).split(separator: "\n").first ?? "")
      }
      task.cancel()
      await #expect(throws: SignInFailure.cancelled) { try await task.value }
      // It is gone once it was waited for.
      let end = ContinuousClock.now + .seconds(20)
      while kill(try #require(id), 0) == 0, ContinuousClock.now < end {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(kill(try #require(id), 0) == -1)
    }
  }

  @Test func `a pipe in place of a file of secrets is not waited for`() async throws {
    try await withFolder { folder in
      let path = "\(folder)/secrets"
      #expect(mkfifo(path, 0o600) == 0)
      #expect(throws: SignInFailure.unsafe(path: path, reason: "is no regular file")) {
        try GivenSecrets(at: path)
      }
    }
  }

  @Test func `file and helper are never mixed`() async throws {
    try await withHelper { store, folder in
      let record = MemoryRecord()
      let plain = LoginStore(record: record, path: "/c/credentials", program: nil)
      let program = try SecretProgram(path: "\(folder)/helper", environment: [:])
      let helped = LoginStore(record: record, path: "/c/credentials", program: program)
      try await helped.keep(login(helped), secrets)
      #expect(!record.text.contains("shh") && !record.text.contains("1000.c.d"))
      await #expect(
        throws: SignInFailure.otherPlace(
          name: "work", kept: helped.place, configured: plain.place)
      ) { try await plain.login("work") }
      // What lies in the file is found there, whatever is set for new ones.
      try await plain.keep(
        Login(
          name: "old", server: "eu", clientID: "c", account: "a@x.com", scopes: [],
          place: plain.place, since: 7), secrets)
      #expect(try await helped.login("old").1.clientSecret.matches(secrets.clientSecret))
    }
  }

  @Test(arguments: [(0o722, "others may write to it"), (0o600, "is no program")])
  func `a helper that is not safe is not started`(mode: Int, reason: String) async throws {
    try await withFolder { folder in
      let path = "\(folder)/helper"
      #expect(
        FileManager.default.createFile(
          atPath: path, contents: Data(), attributes: [.posixPermissions: mode]))
      #expect(throws: SignInFailure.unsafe(path: path, reason: reason)) {
        try SecretProgram(path: path, environment: [:])
      }
    }
    #expect(throws: SignInFailure.unsafe(path: "helper", reason: "is no absolute path")) {
      try SecretProgram(path: "helper", environment: [:])
    }
  }
}

/// Secrets handed over in a file.
struct GivenSecretsTests {
  private func withFile(_ text: String, mode: Int = 0o600, _ body: (String) throws -> Void)
    async throws
  {
    try await withFolder { folder in
      let path = "\(folder)/secrets"
      #expect(
        FileManager.default.createFile(
          atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode]))
      try body(path)
    }
  }

  @Test func `a file of ours is read`() async throws {
    try await withFile("# mine\r\nclient-id = 1000.ABC\r\nclient-secret=s=s\n\n code = c \n") {
      let given = try GivenSecrets(at: $0)
      #expect(given.clientID == "1000.ABC")
      #expect(given.clientSecret?.revealed() == "s=s")
      #expect(given.code?.revealed() == "c")
    }
    try await withFile("client-id = x\n") { path throws in
      #expect(try GivenSecrets(at: path).code == nil)
    }
  }

  @Test(arguments: [0o640, 0o604, 0o660])
  func `a file that others may read is not`(mode: Int) async throws {
    try await withFile("", mode: mode) { path in
      #expect(throws: SignInFailure.unsafe(path: path, reason: "is open to others")) {
        try GivenSecrets(at: path)
      }
    }
  }

  @Test func `a link, a folder and nothing at all are not`() async throws {
    try await withFile("") { path in
      try FileManager.default.createSymbolicLink(atPath: path + "2", withDestinationPath: path)
      for other in [path + "2", path + "3", String(path.dropLast("/secrets".count))] {
        #expect(throws: SignInFailure.self) { try GivenSecrets(at: other) }
      }
    }
  }

  @Test(arguments: [("client_id = x", 1), ("\ncode", 2), ("code = a\ncode = b", 2)])
  func `another line is told`(text: String, line: Int) async throws {
    try await withFile(text) { path in
      #expect(throws: SignInFailure.damaged(path: path, line: line)) {
        try GivenSecrets(at: path)
      }
    }
  }
}
