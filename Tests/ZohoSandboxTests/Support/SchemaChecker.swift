import FoundationEssentials

/// Checks values against the part of JSON Schema that Zoho's OpenAPI files use.
///
/// Not checked: `pattern` and `format`.
struct SchemaChecker {
  private let document: JSONValue

  /// Whether Zoho's files stand beside the checkout.
  static var hasFiles: Bool { FileManager.default.fileExists(atPath: folder().path) }

  /// Reads one of Zoho's files; nil when they do not stand beside the checkout.
  init?(file: String) throws {
    let url = Self.folder().appending(path: file)
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    document = try JSONValue(parsing: try Data(contentsOf: url))
  }

  private static func folder(_ testFile: String = #filePath) -> URL {
    let root = URL(filePath: testFile).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return root.appending(path: "shared/zoho/crm-oas/v8-oas31-2026")
  }

  /// The schema of the 200 answer of `GET path`.
  func answer(of path: String) -> JSONValue {
    document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
  }

  /// What a file says of one method of a path.
  func operation(_ path: String, _ method: String) -> JSONValue { document["paths"][path][method] }

  /// Where a value breaks a schema; empty when it does not.
  func problems(_ value: JSONValue, _ schema: JSONValue, at path: String = "$") -> [String] {
    if let reference = schema["$ref"].text {
      return problems(value, resolved(reference), at: path)
    }
    var found = combinations(value, schema, at: path)
    let types = schema["type"].text.map { [$0] } ?? schema["type"].items.compactMap(\.text)
    if !types.isEmpty, !types.contains(where: { value.isOfType($0) }) {
      found.append("\(path) is not \(types.joined(separator: " or "))")
    }
    let values = schema["enum"].items
    if !values.isEmpty, !values.contains(value) { found.append("\(path) is not in the enum") }
    if let most = schema["maxLength"].integer, let text = value.text, text.count > most {
      found.append("\(path) is longer than \(most)")
    }
    if case .array(let items) = value {
      if let most = schema["maxItems"].integer, items.count > most {
        found.append("\(path) has more than \(most) items")
      }
      for (index, item) in items.enumerated() {
        found += problems(item, schema["items"], at: "\(path)[\(index)]")
      }
    }
    return found + members(of: value, schema, at: path)
  }

  private func combinations(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
    var found = schema["allOf"].items.flatMap { problems(value, $0, at: path) }
    for key in ["oneOf", "anyOf"] {
      let choices = schema[key].items
      if !choices.isEmpty, !choices.contains(where: { problems(value, $0, at: path).isEmpty }) {
        found.append("\(path) fits none of \(key)")
      }
    }
    return found
  }

  private func members(of value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
    guard case .object(let members) = value else { return [] }
    let required = schema["required"].items.compactMap(\.text)
    var found = required.filter { members[$0] == nil }.map { "\(path).\($0) is missing" }
    let known = schema["properties"].keys
    for key in members.keys.sorted() {
      if known.contains(key) {
        found += problems(members[key] ?? .null, schema["properties"][key], at: "\(path).\(key)")
      } else if schema["additionalProperties"] == .bool(false) {
        found.append("\(path).\(key) is not known")
      }
    }
    return found
  }

  private func resolved(_ reference: String) -> JSONValue {
    reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] }
  }
}

extension JSONValue {
  fileprivate func isOfType(_ name: String) -> Bool {
    switch (self, name) {
    case (.null, "null"), (.bool, "boolean"), (.integer, "integer"), (.integer, "number"),
      (.number, "number"), (.text, "string"), (.array, "array"), (.object, "object"):
      true
    default: false
    }
  }
}
