/// What scopes an endpoint asks for: every one of a list of needs, each met by any of its scopes.
struct ScopeRule: Sendable {
  /// The needs of a call; the scopes of one need stand for each other.
  let needs: @Sendable (Call) -> [[Scope]]

  /// For endpoints that take no token.
  static let none = ScopeRule { _ in [] }

  /// Every one of these.
  static func all(_ scopes: Scope...) -> ScopeRule { ScopeRule { _ in scopes.map { [$0] } } }

  /// Any one of these.
  static func any(_ scopes: Scope...) -> ScopeRule { ScopeRule { _ in [scopes] } }

  /// To read records of the module in the path. [C] OAS31 record
  static let records = ScopeRule { [[Scope(readingModule: $0.place("module"))]] }

  /// The module and the search index. [C] OAS31 module_search
  static let search = ScopeRule { records.needs($0) + [["ZohoSearch.securesearch.READ"]] }

  /// The search index too only where there is something to search for: OAS31 record_count names the
  /// pair, the reference (2.4) has it so.
  static let count = ScopeRule { call in
    let isSearch = ["criteria", "email", "phone", "word"].contains { call.parameter($0) != nil }
    return (isSearch ? search : records).needs(call)
  }

  /// Bulk Read and a module; which one a job is about only its order tells. [C] OAS31 bulk_read names
  /// `ZohoCRM.modules.ALL`
  static let bulk = ScopeRule { _ in
    [["ZohoCRM.bulk.READ"], [Scope(readingModule: "Contacts"), Scope(readingModule: "Accounts")]]
  }

  /// Queries and the module after `from`; the module is not asked for where that can't be read, since
  /// such a query is refused anyway. [C] OAS31 coql
  static let query = ScopeRule { call in
    [["ZohoCRM.coql.READ"]]
      + (RecordQueries.module(of: call).map { [[Scope(readingModule: $0)]] } ?? [])
  }

  /// The first need that the scopes do not meet, as alternatives; nil when they meet all.
  func unmet(by scopes: [Scope], _ call: Call) -> [Scope]? {
    needs(call).first { !$0.contains(where: scopes.cover) }
  }
}
