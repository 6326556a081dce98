package import ImportEngine

/// The two secrets of a sign-in.
package struct LoginSecrets: Sendable {
  package let clientSecret: Secret
  package let refreshToken: Secret

  package init(clientSecret: Secret, refreshToken: Secret) {
    self.clientSecret = clientSecret
    self.refreshToken = refreshToken
  }
}

/// The text of the file of sign-ins: `[NAME]`, then a `key value` in each line.
struct LoginFile: Sendable {
  /// The line, from 1, that is not of the form.
  struct Damage: Error, Hashable { let line: Int }

  struct Entry: Sendable {
    var login: Login
    /// Nil where they lie with a program.
    let secrets: LoginSecrets?
  }

  private static let title = "crmsh credentials 1"
  private static let keys: Set<Substring> = [
    "server", "client", "account", "scopes", "portal", "projects-host", "since", "helper",
    "client-secret", "refresh-token",
  ]

  /// In the order of their names.
  private(set) var entries: [Entry] = []

  init() {}

  /// Reads the bytes; none are a file without sign-ins. `path` is where they lie.
  init(_ bytes: [UInt8], path: String) throws(Damage) {
    guard !bytes.isEmpty else { return }
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first.map(String.init) == Self.title else { throw Damage(line: 1) }
    var name: (text: String, line: Int)?
    var values: [Substring: String] = [:]
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      if line.hasPrefix("["), line.hasSuffix("]") {
        if let name { try add(name.text, values, path, line: name.line) }
        name = (String(line.dropFirst().dropLast()), index + 1)
        values = [:]
        continue
      }
      let parts = line.split(separator: " ", maxSplits: 1)
      guard name != nil, parts.count == 2, Self.keys.contains(parts[0]),
        values.updateValue(String(parts[1]), forKey: parts[0]) == nil
      else { throw Damage(line: index + 1) }
    }
    if let name { try add(name.text, values, path, line: name.line) }
  }

  private mutating func add(
    _ name: String, _ values: [Substring: String], _ path: String, line: Int
  ) throws(Damage) {
    guard Login.isName(name), self[name] == nil, let server = values["server"],
      let client = values["client"], let account = values["account"],
      let since = values["since"].flatMap({ Int64($0) })
    else { throw Damage(line: line) }
    var secrets: LoginSecrets?
    if let secret = values["client-secret"], let token = values["refresh-token"] {
      secrets = LoginSecrets(clientSecret: Secret(secret), refreshToken: Secret(token))
    }
    guard (secrets == nil) == (values["helper"] != nil) else { throw Damage(line: line) }
    let scopes = (values["scopes"] ?? "").split(separator: " ").map(String.init)
    put(
      Entry(
        login: Login(
          name: name, server: server, clientID: client, account: account, scopes: scopes,
          portal: values["portal"], projectsHost: values["projects-host"],
          place: values["helper"].map { .helper(path: $0) } ?? .file(path: path), since: since),
        secrets: secrets))
  }

  /// The file's bytes.
  var bytes: [UInt8] {
    var lines = [Self.title]
    for entry in entries {
      let login = entry.login
      lines += ["", "[\(login.name)]"]
      var pairs: [(String, String?)] = [
        ("server", login.server), ("client", login.clientID), ("account", login.account),
        ("scopes", login.scopes.isEmpty ? nil : login.scopes.joined(separator: " ")),
        ("portal", login.portal), ("projects-host", login.projectsHost),
        ("since", String(login.since)),
      ]
      if case .helper(let path) = login.place { pairs.append(("helper", path)) }
      pairs.append(("client-secret", entry.secrets?.clientSecret.revealed()))
      pairs.append(("refresh-token", entry.secrets?.refreshToken.revealed()))
      lines += pairs.compactMap { key, value in value.map { "\(key) \($0)" } }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// The entry of a name.
  subscript(_ name: String) -> Entry? { entries.first { $0.login.name == name } }

  /// Puts an entry in, in place of the one of its name.
  mutating func put(_ entry: Entry) {
    remove(entry.login.name)
    let index = entries.firstIndex { $0.login.name > entry.login.name } ?? entries.count
    entries.insert(entry, at: index)
  }

  /// Takes the entry of a name out.
  mutating func remove(_ name: String) { entries.removeAll { $0.login.name == name } }

  /// Whether a text can stand behind a key: no control character, and something.
  static func isValue(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  }
}
