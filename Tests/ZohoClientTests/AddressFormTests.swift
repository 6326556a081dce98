import Testing
import ZohoClient

/// Forms of addresses around hosts that are right: a token goes to none of them. What of this crmsh does
/// as a process `scripts/bench hostile` shows.
struct AddressFormTests {
  private static let hosts = [
    "www.zohoapis.eu", "sandbox.zohoapis.eu", "developer.zohoapis.eu", "accounts.zoho.eu",
  ]

  /// `H` stands for the host.
  private static let forms = [
    "http://H", "//H", "ftp://H", "wss://H", "https:H", "https:/H", "https:///H", "https:\\\\H",
    "https://H.", "https://H..", "https://.H", "https://H.evil.example", "https://H.evil",
    "https://H.com", "https://evilH", "https://evil-H", "https://evil.H", "https://H-evil.example",
    "https://H@evil.example", "https://H:443@evil.example", "https://evil@H", "https://u:p@H",
    "https://@H", "https://:@H", "https://evil.example#H", "https://evil.example?H",
    "https://evil.example/H", "https://evil.example\\H", "https://H\\.evil.example",
    "https://H\\@evil.example", "https://H/x", "https://H//", "https://H/..", "https://H/%2e%2e",
    "https://H?", "https://H?x", "https://H#", "https://H#@evil.example", "https://H;evil",
    "https://H,evil.example", "https://H&evil", "https://H:", "https://H:0", "https://H:80",
    "https://H:8443", "https://H:0443", "https://H:+443", "https://H:443:443", "https://H:443.0",
    "https://H:66000", "https://H:99999999999999999999", "https://H:https", "https://H: 443",
    "https://H%00", "https://H%00.evil.example", "https://H%2eevil.example", "https://H%40evil",
    "https://H%2f.evil", "https://H%0d%0aHost:evil", "https://%77H", "https://H\u{0}",
    "https://H\r\nX: y", "https://H\n", "https://H\t", " https://H", "https://H ", "\thttps://H",
    "https ://H", "https://\u{202E}H", "\u{FEFF}https://H", "https://H\u{200B}",
    "https://H\u{3002}evil", "https://H\u{FF0E}evil", "https://H\u{FF0F}evil",
    "https://H\u{2044}evil", "https\u{FF1A}//H", "https://[H]", "https://H]", "https://H*",
    "https://*.H", "https://(H)", "https://\"H\"", "https://'H'", "https://<H>", "https://H|id",
    "https://`H`", "https://$H", "https://H H", "https://xn--H", "url:https://H",
    "https://https://H", "javascript:https://H",
  ]

  @Test func `no form of an address but the exact one is believed`() {
    let told = Self.hosts.flatMap { host in
      Self.forms.map { $0.replacing("H", with: host) }
        + [host.replacing("o", with: "\u{043E}"), host.replacing("z", with: "\u{1D633}")].map {
          "https://\($0)"
        } + [host.dropLast(), host.dropFirst()].map { "https://\($0)" }
    }
    #expect(told.count >= 350)
    for text in told {
      #expect(HostRule.zoho(.eu).crmOrigin(toldAs: text) == nil, "\(text)")
      #expect(HostRule.zoho(.eu).moved(to: text) == nil, "\(text)")
      #expect(HostRule.zoho(.us).moved(to: text) == nil, "\(text)")
      #expect(HostRule(named: text) == nil, "\(text)")
    }
  }
}
