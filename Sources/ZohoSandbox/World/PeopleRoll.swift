/// The people of a portal in the order they came. Each who comes asks how many licences are left: those in
/// use are counted as they change.
struct PeopleRoll: Sendable, Equatable {
  private var list = IndexedList<PortalUser>()
  /// Active people by their kind, in Zoho's words.
  private(set) var active: [String: Int] = [:]

  /// In the order they came.
  var elements: [PortalUser] { list.elements }

  static func == (one: PeopleRoll, other: PeopleRoll) -> Bool { one.list == other.list }

  /// How many there are.
  var count: Int { list.count }

  /// Where the person of an id stands.
  func position(of id: String) -> Int? { list.position(of: id) }

  /// The person of an id; setting it replaces, adds at the end, or removes.
  subscript(id: String) -> PortalUser? {
    get { list[id] }
    set {
      if let old = list[id], old.isActive { active[old.kind, default: 0] -= 1 }
      if let newValue, newValue.isActive { active[newValue.kind, default: 0] += 1 }
      list[id] = newValue
    }
  }
}

extension PeopleRoll: Codable {
  init(from decoder: any Decoder) throws {
    list = try IndexedList(from: decoder)
    for user in list.elements where user.isActive { active[user.kind, default: 0] += 1 }
  }

  func encode(to encoder: any Encoder) throws { try list.encode(to: encoder) }
}
