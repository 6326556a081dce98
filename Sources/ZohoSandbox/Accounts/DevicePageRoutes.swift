import ZohoWire

/// The page on which a person types the code a device shows, and allows it in.
enum DevicePageRoutes {
  /// The endpoints of this part.
  static let all = [
    Route("GET", path, .none, ask),
    Route("POST", path, .none, decide),
  ]

  /// [C] devices/initiation-request.html
  static let path = PathPattern("/oauth/v3/device")

  private static func ask(_ state: inout SandboxState, _ call: Call) -> Answer {
    guard let code = call.parameter("user_code") else { return form(nil).answer() }
    guard let device = state.accounts.devices.device(for: code, time: state.now) else {
      return form("No device waits under this code.").answer(status: 400)
    }
    return question(device, state).answer()
  }

  private static func form(_ complaint: String?) -> Page {
    let alert = complaint.map { "<p role=\"alert\">\(Page.escaped($0))</p>\n" } ?? ""
    return Page(
      title: "Connect a device",
      content: """
        \(alert)<form method="get" action="\(path)">
        <label for="code">The code your device shows</label>
        <input id="code" name="user_code" required autocomplete="off" autocapitalize="characters">
        <button type="submit">Next</button>
        </form>
        """)
  }

  /// The data centre can be chosen, to see what a device does whose person lives in another one.
  private static func question(_ device: DeviceDesk.Waiting, _ state: SandboxState) -> Page {
    let home = state.options.location
    let centres = DataCentre.allCases.map { centre in
      "<option\(centre == home ? " selected" : "")>\(centre.rawValue)</option>"
    }.joined()
    return Page(
      title: "\(device.client.name) asks for access",
      content: """
        \(state.personWords)
        <p>Client <code>\(Page.escaped(device.client.id))</code>, code
        <code>\(Page.escaped(device.userCode))</code>, asks to:</p>
        \(Page.list(device.scopes))
        <form method="post" action="\(path)">
        \(Page.hidden("user_code", device.userCode))
        <label for="dc">Data centre of your account (another one to rehearse that)</label>
        <select id="dc" name="data_centre">\(centres)</select>
        <p>\(Page.buttons)</p>
        </form>
        """)
  }

  private static func decide(_ state: inout SandboxState, _ call: Call) -> Answer {
    let code = call.parameter("user_code") ?? ""
    guard let device = state.accounts.devices.device(for: code, time: state.now) else {
      return form("No device waits under this code.").answer(status: 400)
    }
    let isAllowed = call.parameter("decision") == "accept"
    let centre = call.parameter("data_centre").flatMap { DataCentre(rawValue: $0) }
    state.accounts.devices.decide(
      isAllowed ? .allowed(centre ?? state.options.location) : .rejected, of: device)
    return Page(
      title: isAllowed ? "The device is connected" : "The device was rejected",
      content: "<p>You can close this page. The device learns of it when it asks next.</p>"
    ).answer()
  }
}
