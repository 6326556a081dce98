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
    case .inactive: "inactive"
    case .id(let id): "id \(id)"
    case .name(let name): "name \(name.text)"
    }
  }

  static func itemValue(_ text: String) throws -> ItemValue {
    switch text {
    case "absent": return .absent
    case "present": return .present
    case "inactive": return .inactive
    default:
      if text.hasPrefix("id ") { return .id(String(text.dropFirst(3))) }
      return .name(try customerName(text))
    }
  }

  static func kind(of item: Item) -> String {
    switch item {
    case .member: "member"
    case .status: "status"
    case .role: "role"
    case .join: "join"
    case .profile: "profile"
    case .client: "client"
    case .customer: "customer"
    case .linked: "linked"
    }
  }

  /// What tells items of a kind apart beside their project: the same for two that are equal.
  static func canonical(of item: Item) -> String {
    switch item.customer {
    case .existing(let id): "id \(id.text)"
    case .new(let name): "name \(name.folded)"
    case nil: item.email?.canonical ?? ""
    }
  }

  /// The customer that an item is about, empty where it is about a person.
  static func customer(of item: Item) -> String {
    switch item.customer {
    case .existing(let id): "id \(id.text)"
    case .new(let name): "name \(name.text)"
    case nil: ""
    }
  }

  private static func customerTarget(_ text: String) throws -> CustomerTarget {
    guard text.hasPrefix("id ") else { return .new(try customerName(text)) }
    return .existing(try identifier(String(text.dropFirst(3))))
  }

  private static func customerName(_ text: String) throws -> CustomerName {
    guard text.hasPrefix("name "), let name = CustomerName(String(text.dropFirst(5))) else {
      throw damaged(text)
    }
    return name
  }

  static func item(_ row: Row) throws -> Item {
    let project: String = row["project"]
    switch row["kind"] as String {
    case "member": return .member(try email(row["email"]))
    case "status": return .status(try email(row["email"]))
    case "role": return .role(try email(row["email"]))
    case "client": return .client(try email(row["email"]))
    case "join": return .join(try email(row["email"]), try identifier(project))
    case "profile":
      return .profile(
        try email(row["email"]), project.isEmpty ? nil : try identifier(project) as ProjectID)
    case "customer": return .customer(try customerName(row["customer"]))
    case "linked": return .linked(try customerTarget(row["customer"]), try identifier(project))
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
    guard let person = PersonID(try value(row["kind"]), row["id"]) else {
      throw damaged(row["id"])
    }
    return person
  }
}
