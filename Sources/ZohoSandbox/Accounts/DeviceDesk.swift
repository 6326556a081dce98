/// Devices that wait for a person to allow them in. [C] zoho.com/accounts/protocol/oauth/devices
struct DeviceDesk: Sendable {
  /// A device that asked.
  struct Waiting: Sendable, Equatable {
    let client: OAuthClient
    let scopes: [Scope]
    let isOffline: Bool
    /// Whether it wants a refresh token though it had one before.
    let promptsConsent: Bool
    let userCode: String
    fileprivate let expires: Int64
    fileprivate var polled: Int64?
    fileprivate var decision: Decision?
  }

  /// What a person said.
  enum Decision: Sendable, Equatable {
    case rejected
    /// Allowed by somebody whose account lives in this data centre.
    case allowed(DataCentre)
  }

  /// Why a poll gives no token.
  enum PollRefusal: Error, Equatable, Sendable {
    case plain(OAuthRefusal)
    /// Ask in this data centre.
    case otherDataCentre(DataCentre)
  }

  /// Seconds a device may wait. [C]
  static let lifetime = 300

  /// Seconds between two polls, at least.
  private let interval: Int
  private var waiting: [String: Waiting] = [:]

  init(interval: Int) { self.interval = interval }

  /// Takes in a device, at a time in milliseconds; returns its code, and the one for the person.
  mutating func begin(
    _ consent: Consent, promptsConsent: Bool, time: Int64
  ) -> (device: String, user: String) {
    // An expired one is told so for as long again, then it is forgotten.
    waiting = waiting.filter { time < $0.value.expires + Int64(Self.lifetime) * 1000 }
    let code = RandomToken.token(consent.client.prefix)
    let user = RandomToken.userCode()
    waiting[code] = Waiting(
      client: consent.client, scopes: consent.scopes, isOffline: consent.isOffline,
      promptsConsent: promptsConsent, userCode: user,
      expires: time + Int64(Self.lifetime) * 1000)
    return (code, user)
  }

  /// The device a person typed the code of; nil where none waits for a decision under it. Case,
  /// blanks and hyphens don't count.
  func device(for userCode: String, time: Int64) -> Waiting? {
    let code = userCode.uppercased().filter(\.isLetter)
    return waiting.values.first {
      $0.userCode == code && $0.decision == nil && time < $0.expires
    }
  }

  /// Keeps what a person said of a device that ``device(for:time:)`` finds.
  mutating func decide(_ decision: Decision, of device: Waiting) {
    for (code, one) in waiting where one.userCode == device.userCode {
      waiting[code]?.decision = decision
    }
  }

  /// The device once it is allowed in, and then never again; every poll counts for the next one's
  /// pace, also one that came too soon [G].
  mutating func poll(
    _ code: String, by client: OAuthClient, at place: DataCentre, time: Int64
  ) throws(PollRefusal) -> Waiting {
    guard let device = waiting[code], device.client == client else { throw .plain(.invalidCode) }
    waiting[code]?.polled = time
    if let polled = device.polled, time - polled < Int64(interval) * 1000 {
      throw .plain(.slowDown)
    }
    switch device.decision {
    case .rejected: throw .plain(.accessDenied)
    case .allowed(let home) where home != place: throw .otherDataCentre(home)
    case .allowed:
      waiting[code] = nil
      return device
    case nil: throw .plain(time < device.expires ? .authorizationPending : .expired)
    }
  }
}
