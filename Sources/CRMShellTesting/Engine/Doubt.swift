import ImportEngine
import ImportModel

/// What nobody knows yet of one person, or customer, of a call.
struct Doubt: Sendable, CustomStringConvertible {
  /// A list that can tell.
  enum List: Hashable, Sendable {
    case users, customers
    case members(String)
    case clients(String)
  }

  let number: Int
  let kind: WriteKind
  /// Nil for what is about a customer alone.
  let email: EmailAddress?
  let customer: NamedValue?
  let project: String?
  /// What a call that sets something was to set.
  private let role: String?
  private let profile: String?
  /// When a read may begin to tell that there was no effect, in uptime milliseconds.
  private let from: Int64
  private let settle: Int64
  /// When the first such read was, and whether there was another, one settle time later.
  private var first: Int64?
  private var isSettled = false
  /// Whether a list of the portal's people named the person.
  var isThere = false

  /// Those of an intent whose exchange is over by then.
  static func all(of intent: IntentRecord, over: Int64, settle: Int64) -> [Doubt] {
    let entries = intent.entries.isEmpty ? [nil] : intent.entries.map(Optional.some)
    return entries.map { Doubt(intent, $0, from: over + settle, settle: settle) }
  }

  private init(_ intent: IntentRecord, _ entry: IntentEntry?, from: Int64, settle: Int64) {
    number = intent.number
    kind = intent.kind
    email = entry?.email
    customer = intent.customer
    project = intent.project?.id
    role = entry?.role?.id
    profile = entry?.profile?.id
    self.from = from
    self.settle = settle
  }

  /// Whether a list shows its effect by naming somebody.
  var adds: Bool {
    ![.setRole, .setPortalProfile, .setProjectProfile, .deactivate].contains(kind) && !removes
  }

  /// Whether a list shows its effect by naming them no more.
  var removes: Bool {
    [.leave, .leaveClient, .unlinkCustomer, .removeFromPortal, .deleteCustomer].contains(kind)
  }

  /// Whether a list of names, or without them, shows its effect.
  func isShown(named: Bool) -> Bool { adds && named || removes && !named }

  /// Whether a call was to set the role, or the profile, that somebody is listed with.
  func sets(role now: RoleID?) -> Bool { kind == .setRole && role != nil && now?.text == role }

  func sets(profile now: ProfileID?) -> Bool {
    [.setPortalProfile, .setProjectProfile].contains(kind) && profile != nil
      && now?.text == profile
  }

  var description: String {
    "\(number) \(kind) of \(email?.text ?? customer?.name ?? "") in \(project ?? "the portal")"
  }

  /// The lists that can tell of it.
  var lists: [List] {
    guard let project else {
      return [.makeCustomer, .deleteCustomer].contains(kind) ? [.customers] : [.users]
    }
    switch kind {
    case .linkCustomer, .introduceClient, .joinClient, .leaveClient, .unlinkCustomer:
      return [.clients(project)]
    case .setProjectProfile: return [.members(project), .clients(project)]
    default: return [.members(project)]
    }
  }

  private var isIntroduction: Bool {
    [.introduce, .introduceClient, .addToPortal].contains(kind)
  }

  mutating func looked(at now: Int64) {
    guard now >= from else { return }
    if let first {
      if now >= first + settle { isSettled = true }
    } else {
      first = now
    }
  }

  /// Whether a call must wait until this is known.
  func forbids(_ other: Doubt) -> Bool {
    guard email == other.email else { return false }
    if email == nil { return isSame(as: other) && !isSettled }
    if isSame(as: other) { return !isSettled }
    if isIntroduction { return !isSettled && !isThere }
    // Nothing of somebody's is unknown when they are taken out of the portal, or deactivated there.
    if [.removeFromPortal, .deactivate].contains(other.kind) { return first == nil }
    return project == other.project && first == nil
  }

  /// Whether both are about the same work.
  func isSame(as other: Doubt) -> Bool {
    func group(_ kind: WriteKind) -> WriteKind {
      switch kind {
      case .introduce, .addToPortal: .join
      case .introduceClient: .joinClient
      default: kind
      }
    }
    return email == other.email && project == other.project && group(kind) == group(other.kind)
      && (email != nil || customer?.name == other.customer?.name)
  }
}
