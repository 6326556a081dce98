/// Words that other tools have for what a command does here: Zoho's pages, psql, terraform, Junos, git.
enum ForeignWords {
  /// Names of commands by word, the likeliest first; what is a command itself is no key.
  static let meanings: [String: [String]] = {
    var meanings: [String: [String]] = [:]
    for (words, commands) in rows {
      for word in words.split(separator: " ") { meanings[String(word)] = commands }
    }
    return meanings
  }()

  /// Words with blanks between them, and the commands they mean.
  static let rows: [(words: String, commands: [String])] = [
    (#"\c \connect open use init"#, ["connect"]),
    ("close", ["disconnect", "quit"]),
    ("signin sign-in auth authenticate authorize authorise", ["login"]),
    ("signout sign-out revoke", ["logout"]),
    ("credentials", ["logins"]),
    ("pull get download load", ["fetch", "source"]),
    ("sync synchronize synchronise reload", ["refresh"]),
    (#"whoami \conninfo info pwd"#, ["status"]),
    ("check diagnose test", ["doctor"]),
    (#"ls dir \d \dt \du \l find search query users contacts projects"#, ["list"]),
    (#"view describe desc cat \d+"#, ["show"]),
    ("why", ["explain"]),
    ("choose pick filter", ["select", "list"]),
    ("unselect", ["deselect"]),
    ("designation", ["role"]),
    ("client clients company companies", ["customer"]),
    ("permission permissions", ["profile"]),
    ("add join", ["assign", "role"]),
    ("invite", ["role", "assign", "import"]),
    ("remove delete rm exclude", ["drop", "unassign"]),
    ("uninvite destroy", ["revert"]),
    ("clear discard", ["reset"]),
    ("allow", ["accept"]),
    ("rollback", ["undo", "revert"]),
    ("plan diff compare dry-run", ["preview"]),
    (#"commit push go execute exec \g \gexec"#, ["import"]),
    ("continue recover", ["resume"]),
    ("abort cancel unlock force-unlock", ["abandon"]),
    ("jobs imports audit", ["runs", "report"]),
    (#"\x \a \h \pset output"#, ["format"]),
    (#"\set config configure option options"#, ["set"]),
    (#"\unset"#, ["unset"]),
    ("var define export", ["let"]),
    (#"print \echo \qecho"#, ["echo"]),
    (#"\i \ir include run"#, ["source"]),
    (#"\w write"#, ["save"]),
    (#"\timing stopwatch"#, ["time"]),
    (#"\watch repeat follow poll"#, ["watch"]),
    ("abbreviation macro shortcut", ["alias"]),
    (#"\e fc"#, ["edit"]),
    (#"\? man usage commands"#, ["help"]),
    (#"\q bye :q :wq"#, ["quit"]),
  ]

  /// The words that mean a command.
  static func words(for command: String) -> [String] {
    rows.filter { $0.commands.contains(command) }
      .flatMap { $0.words.split(separator: " ").map(String.init) }
  }
}
