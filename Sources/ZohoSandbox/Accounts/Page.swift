/// A page for people: plain HTML that needs no script, with everything from elsewhere escaped.
struct Page: Sendable {
  /// What the window and the heading say.
  let title: String
  /// HTML below the heading.
  let content: String

  /// The page as an answer. `target`: the origin that an answer to its form may send the browser to.
  func answer(status: Int = 200, target: String? = nil) -> Answer {
    let actions = (["'self'"] + (target.map { [$0] } ?? [])).joined(separator: " ")
    return Answer(
      status: status,
      headers: [
        (
          name: "Content-Security-Policy",
          value: "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
            + "frame-ancestors 'none'; form-action \(actions)"
        ),
        (name: "Referrer-Policy", value: "no-referrer"), (name: "Cache-Control", value: "no-store"),
      ], contentType: "text/html;charset=UTF-8", body: Array(html.utf8))
  }

  private var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(Self.escaped(title)) – rehearsal</title>
    <style>
    body { font: 1.1rem/1.5 sans-serif; color: #111; background: #fff; max-width: 40rem;
      margin: 2rem auto; padding: 0 1rem }
    code { background: #eee; padding: 0 .2em; overflow-wrap: anywhere }
    button, input, select { font: inherit; padding: .3em .8em; margin: .3em .6em .3em 0 }
    input[name=scope] { width: 100%; box-sizing: border-box }
    label { display: block; margin-top: .6em }
    </style>
    </head>
    <body>
    <main>
    <h1>\(Self.escaped(title))</h1>
    \(content)
    <p><small>This is a rehearsal server of crmsh, not Zoho. Nothing leaves this machine.</small></p>
    </main>
    </body>
    </html>

    """
  }

  /// A text as HTML has it, in content and in quoted attributes.
  static func escaped(_ text: some StringProtocol) -> String {
    text.reduce(into: "") { html, character in
      switch character {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      default: html.append(character)
      }
    }
  }

  /// What is asked for, as a list.
  static func list(_ scopes: [Scope]) -> String {
    "<ul>\n"
      + scopes.map { "<li><code>\(escaped($0.description))</code></li>\n" }.joined() + "</ul>"
  }

  /// A value that a form sends without showing it.
  static func hidden(_ name: String, _ value: String) -> String {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(escaped(value))\">"
  }

  /// The two buttons of a question.
  static let buttons = """
    <button type="submit" name="decision" value="accept">Accept</button>
    <button type="submit" name="decision" value="reject">Reject</button>
    """

  /// A refusal that a browser shows, since nobody can be sent back with it. Status and wording are a
  /// guess; the code is Zoho's. [G]
  static func refusal(_ refusal: OAuthRefusal) -> Answer {
    let words: (title: String, text: String) =
      switch refusal {
      case .invalidClient: ("Invalid Client", "No client with this id takes browser sign-ins.")
      case .invalidRedirectURI:
        ("Invalid Redirect URI", "The redirect address is not the one of the client.")
      case .invalidScope: ("Invalid Scope", "One of the scopes does not exist.")
      case .accessDenied: ("Too Many Codes", "Ten codes in ten minutes are the most.")
      default: ("Invalid Request", "The parameters do not fit.")
      }
    return Page(
      title: words.title,
      content: "<p role=\"alert\">\(words.text) <code>\(escaped(refusal.rawValue))</code></p>"
    ).answer(status: 400)
  }
}

extension Answer {
  /// Sends the browser elsewhere; the address is one of printable ASCII.
  static func redirect(to address: String) -> Answer {
    Answer(
      status: 302,
      headers: [
        (name: "Location", value: address), (name: "Referrer-Policy", value: "no-referrer"),
        (name: "Cache-Control", value: "no-store"),
      ])
  }
}
