import Foundation
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Reads a sandbox's judge endpoints, and CRM's own list of users, over HTTP: the outside view that
/// shares nothing with the shell.
struct Judge: Sendable {
  /// `GET /_sandbox/state`.
  struct State: Decodable, Equatable, Sendable {
    let users: [Person]
    let customers: [Customer]
    let licences: Licences

    /// The people of an address: more than one only where a portal takes duplicates.
    func people(_ email: String) -> [Person] { users.filter { $0.email == email } }

    /// The customers of a name.
    func customers(_ name: String) -> [Customer] { customers.filter { $0.name == name } }
  }

  /// One customer (client company) of the portal.
  struct Customer: Decodable, Equatable, Sendable {
    /// A project it is linked to.
    struct Link: Decodable, Equatable, Sendable { let name: String }
    let id: String
    let name: String
    let projects: [Link]

    /// The names of the projects, sorted.
    var projectNames: [String] { projects.map(\.name).sorted() }
  }

  /// One person of the portal.
  struct Person: Decodable, Equatable, Sendable {
    let id: String
    let email: String
    let role: String
    let profile: String
    let status: String
    /// `portal_user` or `client_user`.
    let userType: String
    /// The name of a client user's customer.
    let customer: String?
    let projects: [Project]
    let mails: Int
    let notices: Int

    /// The names of the projects, sorted.
    var projectNames: [String] { projects.map(\.name).sorted() }
  }

  /// A project of a person.
  struct Project: Decodable, Equatable, Sendable {
    let id: String
    let name: String
    let profile: String
  }

  /// The licences of the portal.
  struct Licences: Decodable, Equatable, Sendable {
    /// One kind of licence.
    struct Count: Decodable, Equatable, Sendable {
      let totalCount: Int
      let usedCount: Int
      let remainingCount: Int
    }
    let portalUser: Count
    let clientUser: Count
  }

  /// `GET /_sandbox/counts`.
  struct Counts: Decodable, Sendable {
    let requests: Int
    let byEndpoint: [String: Int]
    let violations: Int
    let tokens: Int
    let instance: String

    /// Calls that can change a portal; those for a token are none, and CRM's queries are reads.
    var writes: [String: Int] {
      byEndpoint.filter {
        !$0.key.hasPrefix("GET ") && !$0.key.hasPrefix("POST /oauth/")
          && $0.key != "POST /crm/v8/coql"
      }
    }
    /// How many they are.
    var writeCount: Int { writes.values.reduce(0, +) }
  }

  /// One user as CRM tells of it.
  struct CRMUser: Decodable, Sendable {
    /// A CRM role.
    struct Role: Decodable, Sendable { let name: String }
    let email: String?
    let status: String
    let confirm: Bool
    let role: Role?
  }

  let address: String

  func state() async throws -> State { try await get("/_sandbox/state") }

  func counts() async throws -> Counts { try await get("/_sandbox/counts") }

  /// How many calls there were of each method and path.
  func requestCount(_ method: String, containing part: String) async throws -> Int {
    struct Request: Decodable {
      let method: String
      let path: String
    }
    let all: [Request] = try await get("/_sandbox/requests")
    return all.count { $0.method == method && $0.path.contains(part) }
  }

  /// All users of CRM, in its order.
  func crmUsers() async throws -> [CRMUser] {
    struct Token: Decodable { let accessToken: String }
    struct Page: Decodable {
      struct Info: Decodable { let moreRecords: Bool }
      let users: [CRMUser]
      let info: Info
    }
    let token: Token = try await get(
      "/oauth/v2/token?grant_type=refresh_token&client_id=1000.SANDBOX&client_secret=sandbox"
        + "&refresh_token=1000.sandbox.refresh", method: "POST")
    var users: [CRMUser] = []
    for number in 1...100 {
      let page: Page = try await get(
        "/crm/v8/users?type=AllUsers&per_page=200&page=\(number)", token: token.accessToken)
      users += page.users
      if !page.info.moreRecords { break }
    }
    return users
  }

  private func get<Value: Decodable>(
    _ path: String, method: String = "GET", token: String? = nil
  ) async throws -> Value {
    var request = URLRequest(url: try #require(URL(string: address + path)))
    request.httpMethod = method
    request.timeoutInterval = 20
    if let token {
      request.setValue("Zoho-oauthtoken \(token)", forHTTPHeaderField: "Authorization")
    }
    let (data, _) = try await URLSession.shared.data(for: request)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: data)
  }
}
