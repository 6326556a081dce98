import CRMShell
import CRMShellTesting
import CommandLanguage
import Foundation
import ImportEngine
import ImportModel
import Testing

/// The page of JSON reports says all and nothing but what the commands print.
@Suite struct SchemaPageTests {
  @Test(arguments: SchemaTable.entries)
  func `a report has the fields that are documented, of their types`(entry: SchemaTable.Entry)
    async throws
  {
    let documents = try await documents(of: entry)
    #expect(!documents.isEmpty)
    var observed: [String: Set<String>] = [:]
    for document in documents {
      if case .list(let elements) = document {
        #expect(entry.isList)
        for element in elements {
          #expect(element["schema"] == nil)
          element.observe(at: "", &observed)
        }
      } else {
        #expect(!entry.isList)
        #expect(document["schema"] == .number(1) || document["error"] != nil)
        document.observe(at: "", &observed)
      }
    }
    observed["schema"] = nil
    for (path, types) in observed.sorted(by: { $0.key < $1.key }) {
      guard let field = field(of: path, in: entry) else {
        Issue.record("\(path), \(types), is not documented")
        continue
      }
      for type in types.sorted() where !field.allows(type) {
        Issue.record("\(path) is \(type), and documented as \(field.type)")
      }
    }
    for field in entry.fields {
      let isThere = observed.keys.contains { self.field(of: $0, in: entry)?.path == field.path }
      #expect(isThere, "\(field.path) is documented, and never there")
    }
  }

  @Test func `every command that prints something is documented`() {
    let shown = SchemaTable.entries.flatMap(\.steps).compactMap { step -> String? in
      if case .prints(let line) = step {
        line.split(separator: " ").first.map(String.init)
      } else {
        nil
      }
    }
    // They print what others do, or nothing.
    let silent = [
      "let", "if", "else", "end", "assert", "param", "on-error", "source", "watch", "edit", "quit",
    ]
    let all = CommandRegistry.builtin.commands.map(\.declaration.name)
    #expect(Set(all).subtracting(shown).subtracting(silent) == [])
  }

  @Test func `the page is that of the table`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/CRMShell/CRMShell.docc/Schemas.md").standardizedFileURL
    if ProcessInfo.processInfo.environment["CRMSH_RECORD"] != nil {
      try SchemaTable.page.write(to: page, atomically: true, encoding: .utf8)
      Issue.record("recorded \(page.lastPathComponent): read the difference")
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == SchemaTable.page)
  }

  @Test(arguments: ["import", "resume", "abandon", "runs", "report"])
  func `every verdict is documented`(name: String) throws {
    let entry = try #require(SchemaTable.entries.first { $0.name == name })
    let meaning = try #require(entry.fields.first { $0.path == "verdict" }).meaning
    var words = RunVerdict.Word.allCases.map(\.rawValue)
    if ["runs", "report"].contains(name) { words += ["abandoned", "under-way", "unfinished"] }
    for word in words { #expect(meaning.contains("`\(word)`")) }
  }

  /// The documented field of a path, one of its own before one with a star.
  private func field(of path: String, in entry: SchemaTable.Entry) -> SchemaTable.Field? {
    entry.fields.first { $0.path == path }
      ?? entry.fields.first { $0.path.contains("*") && $0.matches(path) }
  }

  /// The documents that the lines of an entry print.
  private func documents(of entry: SchemaTable.Entry) async throws -> [JSONValue] {
    try await entry.played(in: "json").flatMap { printed in
      let told = printed.told
      #expect(
        printed.isFailure || !told.standardOutput.isEmpty, "\(printed.line): \(told.standardError)")
      return try (printed.isFailure ? told.standardError : told.standardOutput)
        .split(separator: "\n").map(JSONValue.init(text:))
    }
  }
}

extension SchemaTable.Field {
  /// Whether a value of this type may stand there.
  func allows(_ found: String) -> Bool {
    if type == "any?" { return true }
    if found == "null" { return type.hasSuffix("?") }
    let plain = type.hasSuffix("?") ? String(type.dropLast()) : type
    return plain == found || found == "list" && plain.hasPrefix("list of ")
  }

  /// Whether a path is one of those that a star stands for.
  func matches(_ found: String) -> Bool {
    let (own, other) = (path.split(separator: "."), found.split(separator: "."))
    guard own.count == other.count || own == ["*"] else { return false }
    return zip(own, other).allSatisfy { own, other in
      own == other || own.last == "*" && other.hasPrefix(own.dropLast())
    }
  }
}

/// A JSON document.
enum JSONValue: Decodable, Equatable {
  case null
  case boolean(Bool)
  case number(Int)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(text: some StringProtocol) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .boolean(flag)
    } else if let number = try? value.decode(Int.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  private var type: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .number: "number"
    case .text: "text"
    case .object: "object"
    case .list(let elements):
      switch elements.first {
      case nil: "list"
      case .object: "list of objects"
      case .text: "list of texts"
      default: "list of others"
      }
    }
  }

  /// Notes the types of all it holds by their paths; elements of a list have `[]` behind its name.
  func observe(at path: String, _ observed: inout [String: Set<String>]) {
    if !path.isEmpty { observed[path, default: []].insert(type) }
    switch self {
    case .object(let members):
      for (name, value) in members {
        value.observe(at: path.isEmpty ? name : "\(path).\(name)", &observed)
      }
    case .list(let elements):
      for case .object(let members) in elements {
        for (name, value) in members { value.observe(at: "\(path)[].\(name)", &observed) }
      }
    default: return
    }
  }
}
