import GRDB
import ImportEngine
import ImportModel

/// How values stand in the tables, and back; a value that cannot be read back is a damaged journal.
enum StoredText {
  static func value<Value: RawRepresentable<String>>(
    _ text: String, _: Value.Type = Value.self
  ) throws -> Value {
    guard let value = Value(rawValue: text) else { throw damaged(text) }
    return value
  }

  static func damaged(_ text: String) -> JournalFailure {
    .store("the journal holds a value it can't have written: \(text)")
  }

  static func email(_ text: String) throws -> EmailAddress {
    guard let email = EmailAddress(text) else { throw damaged(text) }
    return email
  }

  static func identifier<ID: ZohoIdentifier>(_ text: String) throws -> ID {
    guard let id = ID(text) else { throw damaged(text) }
    return id
  }

  static func text(_ value: ItemValue) -> String {
    switch value {
    case .absent: "absent"
    case .present: "present"
    case .id(let id): "id \(id)"
    }
  }

  static func itemValue(_ text: String) throws -> ItemValue {
    switch text {
    case "absent": return .absent
    case "present": return .present
    default:
      guard text.hasPrefix("id ") else { throw damaged(text) }
      return .id(String(text.dropFirst(3)))
    }
  }

  static func kind(of item: Item) -> String {
    switch item {
    case .member: "member"
    case .role: "role"
    case .join: "join"
    case .profile: "profile"
    }
  }

  static func item(_ row: Row) throws -> Item {
    let email = try email(row["email"])
    let project: String = row["project"]
    switch row["kind"] as String {
    case "member": return .member(email)
    case "role": return .role(email)
    case "join": return .join(email, try identifier(project))
    case "profile":
      return .profile(email, project.isEmpty ? nil : try identifier(project) as ProjectID)
    case let kind: throw damaged(kind)
    }
  }

  /// A pair of columns `…_id` and `…_name`.
  static func named(_ prefix: String, _ row: Row) -> NamedValue? {
    guard let id: String = row["\(prefix)_id"], let name: String = row["\(prefix)_name"]
    else { return nil }
    return NamedValue(id: id, name: name)
  }

  static func person(_ row: Row) throws -> PersonID {
    guard row["kind"] == "user" else { throw damaged(row["kind"]) }
    return .user(try identifier(row["id"]))
  }
}
