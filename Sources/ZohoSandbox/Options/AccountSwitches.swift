/// How the sandbox's accounts service treats devices, where the real one is not known.
package struct DeviceSwitches: Sendable, Equatable {
  /// Seconds between two polls. [C] devices/polling-request.html
  package var interval = 30
  /// What `interval` and `expires_in` are counted in.
  package var unit = Unit.milliseconds
  /// The key under which `other_dc` tells the data centre.
  package var locationKey = LocationKey.userLocation

  /// Every switch as Zoho's pages have it.
  package init() {}

  /// Zoho's older page and real clients' tests have milliseconds. [C]/[S]
  package enum Unit: String, Sendable, CaseIterable {
    case milliseconds, seconds

    /// How many of it make a second.
    var perSecond: Int { self == .seconds ? 1 : 1000 }
  }

  /// [C] multi-dc/limited-input-devices.html and [S] a public client
  package enum LocationKey: String, Sendable, CaseIterable {
    case userLocation = "user_location"
    case dataCentre = "dc"
  }
}
