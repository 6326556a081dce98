import FoundationEssentials

/// The parameters of a call, from its query, a form, or a JSON object: where it is not known how they
/// come, all three are taken. [G]
struct CallValues: Sendable {
  private let call: Call
  private let body: [String: String]

  init(_ call: Call) {
    self.call = call
    body = call.isJSON ? Self.texts(call.body) : [:]
  }

  subscript(_ name: String) -> String? { call.parameter(name) ?? body[name] }

  /// The members of a JSON object that are texts or lists of texts.
  private static func texts(_ bytes: [UInt8]) -> [String: String] {
    guard let members = try? JSONDecoder().decode([String: TextOrList].self, from: Data(bytes))
    else { return [:] }
    return members.mapValues(\.text)
  }

  private struct TextOrList: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let list = try? container.decode([String].self) {
        text = list.joined(separator: ",")
      } else if let number = try? container.decode(Int64.self) {
        text = String(number)
      } else {
        text = try container.decode(String.self)
      }
    }
  }
}

/// The customers that a call names, each of the portal: one id, several with commas, or a JSON array.
struct CustomerIDs: Sendable {
  let all: [Customer]

  init(_ call: Call, _ state: SandboxState) throws(ProjectsError) {
    let values = CallValues(call)
    let names = state.options.clients.key.names
    guard let text = names.lazy.compactMap({ values[$0] }).first else { throw .invalid(names[0]) }
    var customers: [Customer] = []
    for id in text.split(whereSeparator: { "[]\", ".contains($0) }).map(String.init) {
      guard let customer = state.portal.customers[id] else { throw .invalid(names[0]) }
      customers.append(customer)
    }
    guard !customers.isEmpty else { throw .invalid(names[0]) }
    all = customers
  }
}

/// One entry of `clientuser`.
struct ClientEntry: Sendable {
  let email: String
  let profile: String?

  private struct Details: Decodable {
    let email_id: String
    let profile_id: String?
  }

  /// The entries of `userdetails`, or of `email` with commas as the old interface had it.
  static func all(in call: Call, portal: Portal) throws(ProjectsError) -> [ClientEntry] {
    let entries: [ClientEntry]
    if let text = call.parameter("userdetails") {
      do {
        entries = try JSONDecoder().decode([Details].self, from: Data(text.utf8))
          .map { ClientEntry(email: $0.email_id, profile: $0.profile_id) }
      } catch {
        throw .invalid("userdetails")
      }
    } else {
      let text = call.parameter("email") ?? call.parameter("emails") ?? ""
      let profile = call.parameter("profile_id")
      entries = text.split(separator: ",").map { ClientEntry(email: String($0), profile: profile) }
    }
    guard !entries.isEmpty else { throw .invalid("userdetails") }
    for entry in entries {
      guard UserEntry.isAddress(entry.email) else { throw .invalid("email_id") }
      try portal.checkClientProfile(entry.profile)
    }
    return entries
  }
}

extension Portal {
  /// Throws where a profile is named that does not exist or is not for clients.
  func checkClientProfile(_ id: String?) throws(ProjectsError) {
    guard let id else { return }
    guard let name = profile(id)?.name, Self.clientProfiles.contains(name) else {
      throw .invalid("profile_id")
    }
  }
}
