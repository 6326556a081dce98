import GRDB
import ImportModel

/// Lines that name their people one by one: kept once a run, not once a person, whose number would else
/// be squared. Their rows of `origin` hold an empty line.
enum LongLines {
  /// Bytes from which on a line is kept apart. Other lines stay where the first version has them.
  private static let shortest = 400

  static let tables = """
    CREATE TABLE long_line (
      run INTEGER NOT NULL REFERENCES run, number INTEGER NOT NULL, line TEXT NOT NULL,
      PRIMARY KEY (run, number)) STRICT;
    CREATE TABLE origin_line (
      run INTEGER NOT NULL, position INTEGER NOT NULL, n INTEGER NOT NULL, number INTEGER NOT NULL,
      PRIMARY KEY (run, position, n), FOREIGN KEY (run, position, n) REFERENCES origin,
      FOREIGN KEY (run, number) REFERENCES long_line) STRICT;
    """

  /// For the audit log: of a run without such lines nothing.
  static let statements = [
    "SELECT number, line FROM long_line WHERE run = ? ORDER BY number",
    "SELECT position, n, number FROM origin_line WHERE run = ? ORDER BY position, n",
  ]

  /// Keeps the lines of one run as they come.
  struct Writer {
    let run: Int
    /// By their length in bytes: few are as long as another one.
    private var known: [Int: [(line: String, number: Int)]] = [:]
    private var count = 0

    init(_ run: Int) { self.run = run }

    /// What the row of `origin` is to hold: the line, or nothing where it is kept apart.
    func kept(_ origin: Origin) -> String {
      origin.line.utf8.count < LongLines.shortest ? origin.line : ""
    }

    /// Keeps a long line apart, once its row of `origin` stands.
    mutating func insert(_ origin: Origin, position: Int, n: Int, _ db: Database) throws {
      let length = origin.line.utf8.count
      guard length >= LongLines.shortest else { return }
      try db.execute(
        sql: "INSERT INTO origin_line VALUES (?,?,?,?)",
        arguments: [run, position, n, try number(of: origin.line, length, db)])
    }

    private mutating func number(of line: String, _ length: Int, _ db: Database) throws -> Int {
      if let found = known[length]?.first(where: { $0.line == line }) { return found.number }
      count += 1
      try db.execute(
        sql: "INSERT INTO long_line VALUES (?,?,?)", arguments: [run, count, line])
      known[length, default: []].append((line, count))
      return count
    }
  }

  /// The long lines of a run by the places of their rows of `origin`.
  struct Reader {
    private let lines: [Int: String]
    private let numbers: [[Int]: Int]

    init(_ part: RunPart, _ db: Database) throws {
      let (condition, arguments) = part.ofPlaces
      lines = Dictionary(
        try Row.fetchAll(
          db,
          sql: """
            SELECT number, line FROM long_line WHERE (run, number) IN
              (SELECT run, number FROM origin_line WHERE \(condition))
            """, arguments: arguments
        ).map { ($0["number"] as Int, $0["line"] as String) }, uniquingKeysWith: { $1 })
      numbers = Dictionary(
        try Row.fetchAll(
          db, sql: "SELECT position, n, number FROM origin_line WHERE \(condition)",
          arguments: arguments
        ).map { ([$0["position"] as Int, $0["n"] as Int], $0["number"] as Int) },
        uniquingKeysWith: { $1 })
    }

    /// The line of a row of `origin`.
    func line(_ row: Row) throws -> String {
      guard let number = numbers[[row["position"], row["n"]]] else { return row["line"] }
      guard let line = lines[number] else { throw StoredText.damaged("long_line") }
      return line
    }
  }
}
