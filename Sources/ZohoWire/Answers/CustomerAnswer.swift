/// A customer (client company) on the portal's or a project's list: `{"id","name",…}`. [T] S15
package struct CustomerAnswer: Equatable, Sendable {
  /// Text or a number above 2⁵³.
  package let id: String
  /// As it was written.
  package let name: String

  /// Reads one customer; older answers call the name `company` or `client_name`. [G]
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    guard
      let id = node["id"]?.text ?? node["id_string"]?.text ?? node["client_id"]?.text
        ?? node["customer_id"]?.text, !id.isEmpty
    else { throw ShapeMismatch(expected: "clients[].id") }
    guard
      let name = node["name"]?.text ?? node["client_name"]?.text ?? node["customer_name"]?.text
        ?? node["company_name"]?.text ?? node["company"]?.text
    else { throw ShapeMismatch(expected: "clients[].name") }
    self.id = id
    self.name = name
  }

  /// The customers in the answer to a call that made or listed some, whatever holds them: `clients`
  /// [T] S13, `customers`, `client`, `customer`, an array, or the object itself. [G]
  package static func all(in node: JSONNode) throws(ShapeMismatch) -> [CustomerAnswer] {
    let holder =
      node["clients"] ?? node["customers"] ?? node["client"] ?? node["customer"]
      ?? node["data"] ?? node
    var all: [CustomerAnswer] = []
    for node in holder.elements ?? [holder] { all.append(try CustomerAnswer(node)) }
    return all
  }
}

/// Whose client user somebody is, as a list of people tells it. Nothing of it is documented: an object
/// or a name under `customer`, `client`, `company` or `client_company`, or ids and names side by side.
/// [G]
package struct ClientOfAnswer: Equatable, Sendable {
  /// Nil when only the name is told.
  package let id: String?
  /// Empty when only the id is told.
  package let name: String

  /// Nil when the list tells none.
  package init?(_ node: JSONNode) {
    let keys = ["customer", "client", "company", "client_company"]
    for key in keys {
      guard let value = node[key] else { continue }
      if let name = value.text, !name.isEmpty {
        id = node["\(key)_id"]?.text
        self.name = name
        return
      }
      if value.members != nil, let id = value["id"]?.text ?? value["id_string"]?.text {
        self.id = id
        name = value["name"]?.text ?? ""
        return
      }
    }
    for key in keys {
      guard let id = node["\(key)_id"]?.text, !id.isEmpty else { continue }
      self.id = id
      name = node["\(key)_name"]?.text ?? ""
      return
    }
    return nil
  }
}
