/// The addresses of a plan that a reader could take for another address of the plan or the portal.
///
/// An address counts when it mixes Latin with letters of another script that look like Latin, or
/// when its skeleton (every such letter replaced by the Latin one) equals that of another address.
/// Joins are always exact; this only decides who must be accepted by name.
struct Lookalikes {
  /// Those of a person that are named.
  private static let most = 3
  /// By suspicious address the others it could be taken for, a few of them.
  private let twins: [EmailAddress: [EmailAddress]]

  init(plan: Plan, portal: Portal) {
    let planned = plan.rows.compactMap(\.person.email)
    let all = planned + portal.users.all.map(\.email)
    // ASCII addresses alone can't be taken for each other here.
    guard all.contains(where: { !$0.canonical.utf8.allSatisfy { $0 < 0x80 } }) else {
      twins = [:]
      return
    }
    var bySkeleton: [String: Set<EmailAddress>] = [:]
    for email in all { bySkeleton[Self.skeleton(email.canonical), default: []].insert(email) }
    let named = bySkeleton.mapValues { Array($0.sorted().prefix(Self.most + 1)) }
    var twins: [EmailAddress: [EmailAddress]] = [:]
    for email in planned {
      let alike = (named[Self.skeleton(email.canonical)] ?? []).filter { $0 != email }
      if !alike.isEmpty || Self.mixesScripts(email.canonical) {
        twins[email] = Array(alike.prefix(Self.most))
      }
    }
    self.twins = twins
  }

  /// The addresses of the plan and of the portal that one could be taken for; nil where it is not
  /// suspicious, empty where it only mixes scripts.
  func twins(of email: EmailAddress) -> [EmailAddress]? { twins[email] }

  static func skeleton(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(latin[scalar] ?? scalar) }
    return String(scalars)
  }

  static func mixesScripts(_ text: String) -> Bool {
    let hasLatin = text.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }
    return hasLatin
      && text.unicodeScalars.contains { latin[$0] != nil && !latinVariants.contains($0) }
  }

  /// Letters of the Latin script itself: they make a twin, but no mixture.
  private static let latinVariants: Set<Unicode.Scalar> = ["ı", "ł", "ø"]

  /// Lower-case Cyrillic and Greek letters that are drawn like Latin ones, and full-width forms.
  static let latin: [Unicode.Scalar: Unicode.Scalar] = {
    var table: [Unicode.Scalar: Unicode.Scalar] = [
      "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "і": "i", "ј": "j", "к": "k",
      "ӏ": "l", "м": "m", "п": "n", "о": "o", "р": "p", "ԛ": "q", "ѕ": "s", "т": "t", "у": "y",
      "ѵ": "v", "ԝ": "w", "х": "x", "α": "a", "ε": "e", "ι": "i", "κ": "k", "ν": "v", "ο": "o",
      "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "ı": "i", "ł": "l", "ø": "o",
    ]
    for value in UInt32(0xFF01)...0xFF5E {
      if let wide = Unicode.Scalar(value), let narrow = Unicode.Scalar(value - 0xFEE0) {
        table[wide] = narrow
      }
    }
    return table
  }()
}
