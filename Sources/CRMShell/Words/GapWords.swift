import ImportModel
import Reporting

/// What is said of something that a portal's server did not tell.
enum GapWords {
  static func words(of gap: PortalGap) -> Text {
    switch gap {
    case .people(let kind, let why):
      "\(people(kind)) of the portal can't be listed, and may be taken for new: \(why)"
    case .inactivePeople(let kind, let why):
      "deactivated \(people(kind)) may not be listed, and be taken for new: \(why)"
    case .roles(let why):
      "roles can't be listed, only those that somebody has are known: \(why)"
    case .profiles(let why):
      "profiles can't be listed, only those that somebody has are known: \(why)"
    case .licences(let why): "how many licences are left is not known: \(why)"
    }
  }

  /// `lite_user` as people read it.
  private static func people(_ kind: String) -> String {
    String(kind.map { $0 == "_" ? " " : $0 }) + "s"
  }
}
