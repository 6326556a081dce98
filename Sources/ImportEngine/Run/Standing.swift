import ImportModel

/// Why a person was refused or passed over.
struct Reason: Hashable, Sendable {
  let code: String
  let message: String
  /// Whether the portal holds what nobody asked for, not a server that refused.
  var isConflict = false

  /// The reason to spare everybody else what the first of a kind met.
  var ofThoseTriedFirst: Reason {
    Reason(code: code, message: "not tried; who was tried first met: \(message)")
  }
}

/// Where a person of the plan stands during a run.
struct Standing: Hashable, Sendable {
  enum Presence: Hashable, Sendable {
    /// In the portal, by the server's answer or a read-back.
    case there
    /// Not introduced yet.
    case pending
    /// Introduced, and nobody can tell yet.
    case uncertain
    /// Introduced, and a complete read-back did not show them.
    case missing
  }

  var presence: Presence
  /// The first refusal of a call that named them.
  var refusal: Reason?
  /// Why something planned for them was not sent.
  var hold: Reason?
  /// What was seen in place of an answer, where something of theirs was given up.
  var lost: Reason?
}

/// Where a customer of the plan, and its links to projects, stand during a run.
struct CustomerStanding: Hashable, Sendable {
  var presence: Standing.Presence
  /// Only those that are missing at the start.
  var links: [ProjectID: Standing.Presence]
  /// Why it could not be made, or can't be told from another one.
  var refusal: Reason?
  var linkRefusals: [ProjectID: Reason] = [:]
}
