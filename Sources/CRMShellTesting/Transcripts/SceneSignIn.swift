import CRMShell
import ImportEngine

extension TranscriptStage {
  /// How the server of sign-ins behaves from now on: the first word says what, the second more of it.
  func signIn(_ words: [String]) throws {
    let rest = words.count > 1 ? words[1] : ""
    guard let change = Self.changes(rest)[words.first ?? ""] else {
      throw UnknownDirective(text: "sign-in \(words.joined(separator: " "))")
    }
    scene.signIn.with { change(&$0) }
  }

  private typealias Change = @Sendable (inout MemorySignIn.State) -> Void

  private static func changes(_ rest: String) -> [String: Change] {
    [
      "grants": { $0.granted = rest.split(separator: " ").map(String.init) },
      "refused": {
        $0.failure = .refused(code: rest, description: nil, server: $0.home ?? "eu")
      },
      "denied": { $0.failure = .denied },
      "expired": { $0.failure = .expired },
      "well": { $0.failure = nil },
      "elsewhere": {
        $0.home = rest
        $0.steps.append(.moved(to: rest))
      },
      "code": {
        $0.steps = [
          .userCode(
            rest, address: "https://accounts.zoho.com/oauth/v3/device", complete: nil,
            seconds: 300)
        ]
      },
      "page": {
        $0.steps = [.page(rest, redirect: "http://127.0.0.1:8085/", seconds: 300)]
      },
      "helper": { $0.place = .helper(path: rest) },
      "unrevokable": { $0.revokeProblem = rest },
      "portal-gone": { for name in $0.kept.keys { $0.kept[name]?.portal = rest } },
      "forgotten": { $0.knowsTokens = false },
    ]
  }
}
