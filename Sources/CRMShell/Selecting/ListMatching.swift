import ImportEngine
import ImportModel
import Reporting

/// The addresses of a list file held against CRM.
struct ListMatching {
  private(set) var rows: RowSet
  /// Addresses that CRM doesn't have, or that are none.
  private(set) var unknown: [ListedAddress] = []
  /// Addresses of CRM contacts that were not fetched.
  private(set) var unfetched: [ListedAddress] = []
  /// Addresses of nobody fetched that CRM was not asked about.
  private(set) var unasked: [ListedAddress] = []
  private var twice: [ListedAddress] = []
  private var found = 0

  init(addresses: [ListedAddress], directory: Directory, lookup: ContactLookup) {
    rows = RowSet(capacity: directory.count)
    var seen: Set<EmailAddress> = []
    for address in addresses {
      guard let email = EmailAddress(address.text) else {
        unknown.append(address)
        continue
      }
      guard seen.insert(email).inserted else {
        twice.append(address)
        continue
      }
      let matches = directory.rows(of: email)
      if !matches.isEmpty {
        found += 1
      } else if lookup.unfetched.contains(email) {
        unfetched.append(address)
      } else if lookup.unasked.contains(email) {
        unasked.append(address)
      } else {
        unknown.append(address)
      }
      for row in matches { rows.insert(row) }
    }
  }

  /// What there is to tell, with line numbers.
  func notes(file: String) -> [Block] {
    var blocks: [Block] = [.notice(.note, "\(file): \(found) found in CRM")]
    if !unfetched.isEmpty {
      blocks.append(
        .notice(
          .warning,
          "\(file): contacts not fetched: \(Self.listed(unfetched)); type fetch contacts, then the line again"
        ))
    }
    if !unasked.isEmpty {
      blocks.append(
        .notice(
          .warning,
          "\(file): not looked up among CRM's contacts: \(Self.listed(unasked)); type fetch contacts, then the line again"
        ))
    }
    if !unknown.isEmpty {
      blocks.append(.notice(.warning, "\(file): not in CRM: \(Self.listed(unknown))"))
    }
    if !twice.isEmpty {
      blocks.append(.notice(.note, "\(file): written twice: \(Self.listed(twice))"))
    }
    return blocks
  }

  private static func listed(_ addresses: [ListedAddress]) -> String {
    let shown = addresses.prefix(10).map { "\($0.text) (line \($0.line))" }
    let rest = addresses.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
