import Reporting
import Testing

/// The same report in every format, byte for byte.
struct GoldenFormatTests {
  private static let table = Table(
    columns: [
      Column("email", title: "e-mail", isFlexible: true),
      Column("projects", alignment: .trailing, priority: 1), Column("active"),
      Column("roles", priority: 2),
    ],
    rows: [
      ["ana@x.com", .number(12), .flag(true), .list(["Admin", "Lead"])],
      ["=bob|@x.com", .number(3), .flag(false), .empty],
    ],
    footer: Text("2 of 40 users", .dim))

  private static let report = Report([
    .heading("Users"), .sentence("\(2, "person", "people") selected."),
    .notice(.warning, "one address looks odd"), .blank, .table(table),
  ])

  private static let facts = Report([
    .sentence("You are here."),
    .facts([
      Fact("portal", "\("Acme", .strong)"), Fact("people staged", "3", data: 3), Fact("run", ""),
    ]),
  ])

  @Test func table() {
    #expect(
      Self.report.rendered(as: .table).standardOutput == """
        Users
        2 people selected.
        warning: one address looks odd

        e-mail       projects  active  roles
        -----------  --------  ------  -----------
        ana@x.com          12  yes     Admin, Lead
        =bob|@x.com         3  no
        2 of 40 users

        """)
    #expect(
      Self.facts.rendered(as: .table).standardOutput == """
        You are here.
        portal         Acme
        people staged  3
        run

        """)
  }

  @Test func vertical() {
    let style = OutputStyle(isTerminal: true)
    #expect(
      Self.report.rendered(as: .vertical, style: style).standardOutput == """
        Users
        2 people selected.
        warning: one address looks odd

        ── 1 ──
        e-mail    ana@x.com
        projects  12
        active    yes
        roles     Admin, Lead
        ── 2 ──
        e-mail    =bob|@x.com
        projects  3
        active    no
        roles
        2 of 40 users

        """)
  }

  @Test func csv() {
    let output = Self.report.rendered(as: .csv)
    #expect(
      output.standardOutput == """
        email,projects,active,roles
        ana@x.com,12,true,Admin; Lead
        '=bob|@x.com,3,false,

        """)
    #expect(
      output.standardError == """
        2 people selected.
        warning: one address looks odd
        2 of 40 users

        """)
    #expect(
      Self.facts.rendered(as: .csv).standardOutput == "portal,people_staged,run\nAcme,3,\n")
  }

  @Test func tsv() {
    #expect(
      Self.report.rendered(as: .tsv).standardOutput
        == "email\tprojects\tactive\troles\nana@x.com\t12\ttrue\tAdmin; Lead\n"
        + "'=bob|@x.com\t3\tfalse\t\n")
  }

  @Test func json() {
    let output = Self.report.rendered(as: .json)
    #expect(
      output.standardOutput == """
        [{"email":"ana@x.com","projects":12,"active":true,"roles":["Admin","Lead"]},\
        {"email":"=bob|@x.com","projects":3,"active":false,"roles":null}]

        """)
    #expect(output.standardError == Self.report.rendered(as: .csv).standardError)
    #expect(
      Self.facts.rendered(as: .json).standardOutput
        == #"{"schema":1,"portal":"Acme","people_staged":3,"run":""}"# + "\n")
  }

  @Test func ndjson() {
    #expect(
      Self.report.rendered(as: .ndjson).standardOutput == """
        {"email":"ana@x.com","projects":12,"active":true,"roles":["Admin","Lead"]}
        {"email":"=bob|@x.com","projects":3,"active":false,"roles":null}

        """)
  }

  @Test func markdown() {
    #expect(
      Self.report.rendered(as: .markdown).standardOutput == """
        ## Users

        2 people selected.

        > **warning:** one address looks odd

        | e-mail | projects | active | roles |
        | --- | ---: | --- | --- |
        | ana@x.com | 12 | yes | Admin, Lead |
        | =bob\\|@x.com | 3 | no |  |

        2 of 40 users

        """)
  }

  @Test func `colour dims, marks and resets`() {
    let style = OutputStyle(colour: true)
    let output = Report([.heading("Users"), .notice(.problem, "no")]).rendered(
      as: .table, style: style)
    #expect(output.standardOutput == "\u{1B}[1mUsers\u{1B}[0m\n\u{1B}[31mproblem:\u{1B}[0m no\n")
  }
}
