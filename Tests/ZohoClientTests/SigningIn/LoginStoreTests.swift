import Foundation
import ImportEngine
import JournalStore
import Testing
import ZohoClient

/// The file of sign-ins, on disk.
struct LoginStoreTests {
  /// A store in a folder of its own, which goes with the body.
  private func withStore(
    program: SecretProgram? = nil, _ body: (LoginStore, String) async throws -> Void
  ) async throws {
    try await withFolder { folder in try await body(store(in: folder, program: program), folder) }
  }

  private func store(in folder: String, program: SecretProgram? = nil) -> LoginStore {
    LoginStore(
      record: LockedFile("credentials", in: folder, clock: RealClock()),
      path: "\(folder)/credentials", program: program)
  }

  private func login(
    _ name: String = "work", place: SecretPlace, server: String = "eu", account: String = "a@x.com"
  ) -> Login {
    Login(
      name: name, server: server, clientID: "1000.ABC", account: account,
      scopes: ["ZohoCRM.users.READ"], place: place, since: 7)
  }

  private let secrets = LoginSecrets(
    clientSecret: Secret("shh"), refreshToken: Secret("1000.c.d"))

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `several sign-ins are kept by name, with all that is known of them`() async throws {
    try await withStore { store, folder in
      try await store.keep(login("b", place: store.place), secrets)
      try await store.keep(login("a", place: store.place, server: "us"), secrets)
      try await store.remember(portal: "77", for: "a")
      let again = self.store(in: folder)
      #expect(try await again.logins().map(\.name) == ["a", "b"])
      let (kept, own) = try await again.login("a")
      #expect(kept.portal == "77" && kept.server == "us" && kept.scopes == ["ZohoCRM.users.READ"])
      #expect(own.refreshToken.revealed() == "1000.c.d")
      #expect(own.clientSecret.revealed() == "shh")
      try await again.forget("a")
      #expect(try await store.logins().map(\.name) == ["b"])
    }
  }

  @Test func `the file is its owner's alone, and nothing else is left`() async throws {
    try await withStore { store, folder in
      try await store.keep(login(place: store.place), secrets)
      try await store.keep(login(place: store.place, account: "b@x.com"), secrets)
      #expect(try mode("\(folder)/credentials") == 0o600)
      #expect(try mode(folder) == 0o700)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
          "credentials", "credentials.lock",
        ])
    }
  }

  @Test func `a file that others may read is not read`() async throws {
    try await withStore { store, folder in
      try await store.keep(login(place: store.place), secrets)
      for mode in [0o640, 0o604, 0o620] {
        try FileManager.default.setAttributes(
          [.posixPermissions: mode], ofItemAtPath: "\(folder)/credentials")
        await #expect(
          throws: SignInFailure.unsafe(
            path: "\(folder)/credentials", reason: "is open to others")
        ) { try await store.logins() }
      }
    }
  }

  @Test func `a folder that others may write to, or a link, is not used`() async throws {
    try await withStore { store, folder in
      try await store.keep(login(place: store.place), secrets)
      try FileManager.default.setAttributes([.posixPermissions: 0o770], ofItemAtPath: folder)
      await #expect(throws: SignInFailure.unsafe(path: folder, reason: "is open to others")) {
        try await store.logins()
      }
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
      let link = folder + "-link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder)
      defer { unlink(link) }
      await #expect(throws: SignInFailure.unsafe(path: link, reason: "is a symbolic link")) {
        try await self.store(in: link).logins()
      }
    }
  }

  @Test func `a link in the file's place is neither read nor written through`() async throws {
    try await withStore { store, folder in
      try await store.keep(login(place: store.place), secrets)
      let other = "\(folder)/other"
      try FileManager.default.moveItem(atPath: "\(folder)/credentials", toPath: other)
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/credentials", withDestinationPath: other)
      let before = try Data(contentsOf: URL(fileURLWithPath: other))
      await #expect(
        throws: SignInFailure.unsafe(
          path: "\(folder)/credentials", reason: "is a symbolic link")
      ) { try await store.keep(login("b", place: store.place), secrets) }
      #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
    }
  }

  @Test(arguments: [
    ("x", 1), ("crmsh credentials 2\n", 1), ("crmsh credentials 1\nserver eu\n", 2),
    ("crmsh credentials 1\n[work]\nserver\n", 3), ("crmsh credentials 1\n[work]\nwhat x\n", 3),
    ("crmsh credentials 1\n\n[work]\nserver eu\n", 3),
    ("crmsh credentials 1\n[sandbox]\nserver eu\n", 2),
    ("crmsh credentials 1\n[work]\nserver eu\nserver us\n", 4),
    (
      "crmsh credentials 1\n[work]\nserver eu\nclient c\naccount a\nsince 1\nclient-secret s\n", 2
    ),
    (
      "crmsh credentials 1\n[work]\nserver eu\nclient c\naccount a\nsince 1\nhelper /h\nclient-secret s\nrefresh-token t\n",
      2
    ),
  ])
  func `a file of another form is told by its line, and is left as it is`(
    text: String, line: Int
  ) async throws {
    try await withStore { store, folder async throws in
      let path = "\(folder)/credentials"
      #expect(
        FileManager.default.createFile(
          atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]))
      await #expect(throws: SignInFailure.damaged(path: path, line: line)) {
        try await store.keep(login(place: store.place), secrets)
      }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
  }

  @Test(arguments: ["a\nb@x.com", "a\u{0}@x.com", "", "a\u{7F}"])
  func `nothing steers the file`(account: String) async throws {
    try await withStore { store, _ async throws in
      await #expect(throws: SignInFailure.notPlain("account")) {
        try await store.keep(login(place: store.place, account: account), secrets)
      }
      #expect(try await store.logins().isEmpty)
    }
  }

  @Test func `who is not known is told who is`() async throws {
    try await withStore { store, _ in
      try await store.keep(login(place: store.place), secrets)
      await #expect(throws: SignInFailure.unknownLogin("x", known: ["work"])) {
        try await store.login("x")
      }
      await #expect(throws: SignInFailure.unknownLogin("x", known: ["work"])) {
        try await store.forget("x")
      }
    }
  }

  @Test(arguments: ["a", "work", "zoho-eu.2", "9_x", String(repeating: "a", count: 32)])
  func `names of sign-ins`(name: String) { #expect(Login.isName(name)) }

  @Test(arguments: [
    "", "sandbox", "A", "-a", ".a", "a b", "a/b", "a]", "é", "a\n", "http://x",
    String(repeating: "a", count: 33),
  ])
  func `other names`(name: String) { #expect(!Login.isName(name)) }
}

/// Runs a body with a folder of mode 0700 that is gone afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "crmsh-\(UUID().uuidString)")
  try FileManager.default.createDirectory(
    at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  let result: Result<Void, any Error>
  do {
    try await body(folder.path)
    result = .success(())
  } catch {
    result = .failure(error)
  }
  try FileManager.default.removeItem(at: folder)
  try result.get()
}
