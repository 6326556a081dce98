import CommandLanguage
import ImportModel
import Reporting

/// What there is to say where not everybody was fetched.
extension Coverage {
  /// A note for an account some of whose contacts may not have been fetched.
  func notes(of account: Word, _ id: CRMAccountID?) -> [Block] {
    guard case .part(let filters) = contacts, !filters.contains(where: { $0.holds(for: account) })
    else { return [] }
    let field = id?.text == account.text ? "Account_Name.id" : "Account_Name"
    return [
      .notice(
        .note,
        "contacts were fetched only in part: fetch contacts where \(field) = \(Word.sourceForm(of: account.text)) gets all of this account"
      )
    ]
  }

  /// A note for people while contacts are missing among them.
  var notesOfPeople: [Block] {
    guard contacts == .nothing, counts[.contacts] != 0 else { return [] }
    let all: Text = counts[.contacts].map { "; CRM has \($0)" } ?? ""
    return [
      .notice(.note, "users alone: no contacts were fetched yet\(all) (fetch contacts)")
    ]
  }
}

extension FilterSyntax {
  /// Whether it surely holds for every contact of an account, named or by its id.
  fileprivate func holds(for account: Word) -> Bool {
    switch self {
    case .any(let parts): parts.contains { $0.holds(for: account) }
    case .all(let parts): parts.allSatisfy { $0.holds(for: account) }
    case .not: false
    case .test(let field, let test, _):
      Self.isOfAccount(field) && test.isEqual(to: account)
    }
  }

  private static func isOfAccount(_ field: FieldSyntax) -> Bool {
    let parts = field.parts.map { lowercased($0) }
    return ["account_name", "account_name.id"].contains(
      (parts.first == "crm" ? parts.dropFirst() : parts[...]).joined(separator: "."))
  }
}

extension TestSyntax {
  fileprivate func isEqual(to word: Word) -> Bool {
    let text = lowercased(word.text)
    switch self {
    case .compare(.equal, let value): return lowercased(value.text) == text
    case .isIn(let values, let negated):
      return !negated && values.contains { lowercased($0.text) == text }
    case .compare, .isEmpty: return false
    }
  }
}
