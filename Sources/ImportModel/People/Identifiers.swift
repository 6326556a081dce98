/// An identifier that Zoho gave: up to 64 ASCII letters, digits, hyphens and underscores.
///
/// Zoho's ids are 64-bit integers above 2⁵³ written as text; they are never parsed as numbers.
package protocol ZohoIdentifier: Hashable, Comparable, Sendable, CustomStringConvertible {
  var text: String { get }
  /// Nil when the text can't be an id: it would not be safe in a path.
  init?(_ text: String)
}

/// The id of one kind of thing; ids of two kinds can't be taken for each other.
package struct ZohoID<Subject>: ZohoIdentifier {
  package let text: String

  package init?(_ text: String) {
    guard Self.isID(text.utf8) else { return nil }
    self.text = text
  }

  /// An id that was taken for one before.
  init(checked text: String) { self.text = text }

  /// Whether the bytes of a text can be an id.
  static func isID(_ bytes: some Collection<UInt8>) -> Bool {
    (1...64).contains(bytes.count) && bytes.allSatisfy(Self.isAllowed)
  }

  package var description: String { text }

  /// Shorter first, then by scalar value: numeric order for numeric ids.
  package static func < (lhs: Self, rhs: Self) -> Bool {
    let (left, right) = (lhs.text.utf8.count, rhs.text.utf8.count)
    return left == right ? lhs.text < rhs.text : left < right
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// A CRM user, as the subject of an id.
package enum CRMUser {}
/// A CRM contact, as the subject of an id.
package enum CRMContact {}
/// A CRM account, as the subject of an id.
package enum CRMAccount {}

/// A CRM user's id (`users[].id`).
package typealias CRMUserID = ZohoID<CRMUser>

/// A CRM contact's id (`data[].id` of the module Contacts).
package typealias CRMContactID = ZohoID<CRMContact>

/// A CRM account's id (`data[].id` of the module Accounts).
package typealias CRMAccountID = ZohoID<CRMAccount>

/// A Projects portal's id.
package typealias PortalID = ZohoID<Portal>

/// A portal user's id on the portal's own list (`users[].id` in V3.1); a project's list may give
/// another id for the same person.
package typealias PortalUserID = ZohoID<PortalUser>

/// A project's id.
package typealias ProjectID = ZohoID<Project>

/// The id of a Projects role (a title in the portal, not a CRM role).
package typealias RoleID = ZohoID<Role>

/// The id of a Projects profile (permissions, not a CRM profile).
package typealias ProfileID = ZohoID<Profile>

/// The id of a Projects customer, a client company (`clients[].id`).
package typealias CustomerID = ZohoID<Customer>
