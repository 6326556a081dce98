import Reporting

/// What a code or title of a server means: what happened, whose doing it is, what to do next.
///
/// One table, in the three lists beside this file; whatever is not in it is told in the server's own
/// words alone.
struct ServerCode: Hashable, Sendable {
  /// Which of Zoho's services words its errors so.
  enum Service: String, Hashable, Sendable {
    case accounts = "Zoho accounts"
    case crm = "Zoho CRM"
    case projects = "Zoho Projects"
  }

  /// Who can do something about it.
  enum Fault: String, Hashable, Sendable, CaseIterable {
    case caller = "yours to mend"
    case administrator = "an administrator's to mend"
    case zoho = "Zoho's doing"
    case crmsh = "a fault of crmsh"
  }

  /// As the server writes it.
  let code: String
  let service: Service
  let happened: String
  let fault: Fault
  let remedy: String
  /// Where the code is told of, with how sure that is.
  let source: String

  init(
    _ code: String, _ service: Service, _ happened: String, _ fault: Fault, do remedy: String,
    _ source: String
  ) {
    self.code = code
    self.service = service
    self.happened = happened
    self.fault = fault
    self.remedy = remedy
    self.source = source
  }

  /// All of them in one sentence, for a hint.
  var words: Text { "\(happened); \(fault.rawValue): \(remedy)" }
}

extension ServerCode {
  /// Every code that is known.
  static let all = ofAccounts + ofCRM + ofProjects

  /// As written first: Zoho accounts have both `access_denied` and `Access Denied`.
  private static let byCode = Dictionary(
    all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
  private static let byFolded = Dictionary(
    all.map { (folded($0.code), $0) }, uniquingKeysWith: { first, _ in first })

  /// What is known of a code in any case, `_` and blank alike; nil: nothing.
  init?(_ code: String) {
    guard let known = Self.byCode[code] ?? Self.byFolded[Self.folded(code)] else { return nil }
    self = known
  }

  /// What is known of the first code in words as failures and the journal hold them, where colons and
  /// brackets stand around it: `CODE: message`, `ZohoCRM.org.READ (CODE: message)`.
  init?(in words: String) {
    let parts = words.split { ":()".contains($0) }.map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard let known = parts.lazy.compactMap({ ServerCode($0) }).first else { return nil }
    self = known
  }

  private static func folded(_ code: String) -> String {
    String(code.lowercased().map { $0 == "_" ? " " : $0 })
  }
}
