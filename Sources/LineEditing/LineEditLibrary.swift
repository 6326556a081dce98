import CLibEdit

/// The libedit that the line editor was built with.
package enum LineEditLibrary {
  /// The version of its interface, such as `2.11`; libedit has no call that tells its release.
  package static let interface = "\(LIBEDIT_MAJOR).\(LIBEDIT_MINOR)"
}
