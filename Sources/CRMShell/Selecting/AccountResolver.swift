import CommandLanguage
import ImportModel

/// Finds the CRM account that a word means, among those fetched and those that contacts name: by id,
/// then by name with blanks around it and case aside.
struct AccountResolver {
  let directory: Directory
  /// Whether an account may be missing among those that are known.
  let isPartial: Bool

  init(_ fetched: Fetched) {
    directory = fetched.directory
    isPartial = fetched.coverage.accounts != .all && fetched.coverage.contacts != .all
  }

  /// Nil where contacts name an account without its id.
  func account(_ word: Word) throws(Stop) -> CRMAccountID? {
    guard !word.text.trimmingBlanks().isEmpty else {
      throw .refusal(.emptyName(.account), at: word.span)
    }
    let ids = directory.accountIDs(named: word.text)
    if ids.count > 1 {
      throw .refusal(
        .ambiguousName(
          .account, word.text,
          ids: ids.sorted().map { TellingApart.account($0, in: directory) }), at: word.span)
    }
    if let id = ids.first { return CRMAccountID(id) }
    if let id = CRMAccountID(word.text), directory.hasAccount(id) { return id }
    let names = directory.accountNames
    guard !names.contains(where: { lowercased($0) == lowercased(word.text) }) else { return nil }
    let near = Suggestions.nearest(to: word.text, in: names)
    throw .refusal(
      isPartial
        ? .accountNotFetched(word.text, suggestions: near)
        : .unknownName(.account, word.text, suggestions: near), at: word.span)
  }
}

extension Directory {
  /// The names of the accounts that are known, each once.
  var accountNames: [String] {
    var names = Set((0..<accounts.count).compactMap { accounts.text("Account_Name", at: $0) })
    if let place = schemas.place(of: "Account_Name", in: [.contacts]) {
      names.formUnion(values(of: place).map(\.value))
    }
    return names.sorted()
  }

  /// Whether an account is known, from its own record or from a contact's.
  func hasAccount(_ id: CRMAccountID) -> Bool {
    if accounts.row(of: id) != nil { return true }
    guard let place = schemas.place(of: "Account_Name.id", in: [.contacts]) else { return false }
    return values(of: place).contains { $0.value == id.text }
  }
}
