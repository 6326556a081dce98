import CLibEdit

/// Our functions by name, and the keys that must work whatever `~/.editrc` says.
enum KeyBindings {
  /// Makes our functions known; once for each EditLine.
  static func addFunctions(to editor: OpaquePointer) {
    cle_add_function(editor, "crmsh-accept", "run the line") { editor, _ in
      KeyBindings.run(editor) { $0.accept() }
    }
    cle_add_function(editor, "crmsh-newline", "go on in a new line") { editor, _ in
      KeyBindings.run(editor) { $0.insertNewline() }
    }
    cle_add_function(editor, "crmsh-end-or-delete", "leave, or delete") { editor, _ in
      KeyBindings.run(editor) { $0.endOrDelete() }
    }
    cle_add_function(editor, "crmsh-complete", "complete the word") { editor, _ in
      KeyBindings.run(editor) { $0.complete() }
    }
    cle_add_function(editor, "crmsh-paste", "insert a paste") { editor, _ in
      KeyBindings.run(editor) { $0.paste() }
    }
    cle_add_function(editor, "crmsh-up", "line up, or older entry") { editor, _ in
      KeyBindings.run(editor) { $0.moveUp() }
    }
    cle_add_function(editor, "crmsh-down", "line down, or newer entry") { editor, _ in
      KeyBindings.run(editor) { $0.moveDown() }
    }
    cle_add_function(editor, "crmsh-vi-up", "line up, or older entry") { editor, _ in
      KeyBindings.run(editor) { $0.moveUpInVi() }
    }
    cle_add_function(editor, "crmsh-vi-down", "line down, or newer entry") { editor, _ in
      KeyBindings.run(editor) { $0.moveDownInVi() }
    }
    cle_add_function(editor, "crmsh-search-history", "look for an entry") { editor, _ in
      KeyBindings.run(editor) { $0.searchHistory() }
    }
    cle_add_function(editor, "crmsh-possibilities", "what may stand here") { editor, _ in
      KeyBindings.run(editor) { $0.showPossibilities() }
    }
    cle_add_function(editor, "crmsh-suspend", "stop until it is resumed") { editor, _ in
      KeyBindings.run(editor) { $0.askToSuspend() }
    }
    EditingKeys.addFunctions(to: editor)
  }

  /// Lets the session of an EditLine do what a key asks for.
  static func run(
    _ editor: OpaquePointer?, _ action: (EditingSession) -> Int32
  ) -> UInt8 {
    UInt8(truncatingIfNeeded: EditingSession.of(editor).map(action) ?? CC_ERROR)
  }

  /// Binds keys in the insertion map and, for vi, in the command map.
  static func bind(in editor: OpaquePointer) {
    for (key, function) in keys + EditingKeys.everywhere {
      cle_bind(editor, key, function)
      cle_bind_command_mode(editor, key, function)
    }
    for (key, function) in EditingKeys.inserting { cle_bind(editor, key, function) }
    for key in unsafeCommandKeys { cle_bind_command_mode(editor, key, "ed-unassigned") }
    // In vi's insertion map a sequence that begins with Escape would take Escape itself away.
    if cle_is_vi(editor) == 0 {
      for key in unsafeMetaKeys { cle_bind(editor, key, "ed-unassigned") }
      for (key, function) in EditingKeys.emacs { cle_bind(editor, key, function) }
    } else {
      for (key, function) in EditingKeys.viCommands {
        cle_bind_command_mode(editor, key, function)
      }
      // Keys of several bytes are read before libedit: Escape begins none, and must not take the next.
      cle_bind_command_mode(editor, "^[", "ed-ignore")
    }
  }

  /// Functions of libedit that nothing may be bound to: they crash on an open quote, start a program,
  /// or type a text nobody sees.
  static let unsafeFunctions = ["ed-command", "vi-histedit", "vi-alias"]
  /// Those that end the line.
  static let acceptingFunctions = ["ed-newline", "crmsh-accept"]
  private static let unsafeCommandKeys = [":", "v", "@"]
  /// A count such as 99999 would type the next key that often.
  private static let unsafeMetaKeys = ["\\ex", "\\eX", "\\e-"] + (0...9).map { "\\e\($0)" }

  private static let keys: [(String, String)] = [
    ("^M", "crmsh-accept"), ("^J", "crmsh-accept"), ("^I", "crmsh-complete"),
    // In octal: ^\ with the backslash as libedit's own escape.
    ("^Z", "crmsh-suspend"), ("\\034", "ed-unassigned"),
    ("^D", "crmsh-end-or-delete"), ("^P", "crmsh-up"), ("^N", "crmsh-down"),
    (Key.up.binding, "crmsh-up"), (Key.down.binding, "crmsh-down"),
    (Key.newline.binding, "crmsh-newline"),
    ("^R", "crmsh-search-history"), ("^S", "crmsh-search-history"),
    (Key.pageUp.binding, "ed-ignore"), (Key.pageDown.binding, "ed-ignore"),
    (Key.backTab.binding, "ed-ignore"),
    (Key.pasteStart.binding, "crmsh-paste"), (Key.pasteEnd.binding, "ed-ignore"),
    (Key.acceptLine.binding, "ed-newline"),
  ]
}
