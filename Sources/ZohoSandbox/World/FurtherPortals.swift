/// The portals that the caller reaches besides the one where everything is. Nothing is in them, and what
/// calls do to them is not kept in the state file.
struct FurtherPortals: Sendable {
  private var portals: [Portal]

  /// As many as the options want.
  init(_ options: SandboxOptions, company: Company, instance: String) {
    portals = (1..<max(options.portals, 1)).map { _ in
      PortalBuilder.empty(options, company: company, instance: instance)
    }
  }

  /// The number of the further portal that a call is about, from 1; nil for the first one.
  func number(of call: Call) -> Int? {
    let place = call.place("portal")
    return portals.indices.map { $0 + 1 }.first {
      place == Portal.id(at: $0) || place == Portal.name(at: $0)
    }
  }

  /// Puts a portal in the place of the further one of a number, which comes out.
  mutating func swap(_ portal: inout Portal, at number: Int) {
    Swift.swap(&portal, &portals[number - 1])
  }
}

extension Portal {
  /// The id of the portal of a number, from 0.
  static func id(at number: Int) -> String {
    number == 0 ? id : String((Int(id) ?? 0) + number)
  }

  /// Its name in addresses.
  static func name(at number: Int) -> String { number == 0 ? name : "\(name)-\(number + 1)" }
}

extension SandboxState {
  /// Carries out a call with the portal it is about in the place of the first one.
  mutating func inPortal(of call: Call, _ body: (inout SandboxState, Call) -> Answer) -> Answer {
    guard let number = further.number(of: call) else { return body(&self, call) }
    var call = call
    call.places["portal"] = Portal.id
    further.swap(&portal, at: number)
    place = number
    defer {
      further.swap(&portal, at: number)
      place = 0
    }
    return body(&self, call)
  }
}
