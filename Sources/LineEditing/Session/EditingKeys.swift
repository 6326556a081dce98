import CLibEdit

/// The keys of moving, cutting and undoing, by the names their functions have in `~/.editrc`.
enum EditingKeys {
  /// Makes the functions known; once for each EditLine.
  static func addFunctions(to editor: OpaquePointer) {
    addMotions(to: editor)
    addEdits(to: editor)
    addKills(to: editor)
  }

  private static func addMotions(to editor: OpaquePointer) {
    cle_add_function(editor, "crmsh-left", "back by a character") { editor, _ in
      KeyBindings.run(editor) { $0.moveLeft() }
    }
    cle_add_function(editor, "crmsh-right", "on, or take the suggestion") { editor, _ in
      KeyBindings.run(editor) { $0.moveRight() }
    }
    cle_add_function(editor, "crmsh-end", "to the end, or take the suggestion") { editor, _ in
      KeyBindings.run(editor) { $0.moveToEnd() }
    }
    cle_add_function(editor, "crmsh-token-back", "back by a token") { editor, _ in
      KeyBindings.run(editor) { $0.moveTokenBack() }
    }
    cle_add_function(editor, "crmsh-token-on", "on by a token, or take one") { editor, _ in
      KeyBindings.run(editor) { $0.moveTokenOn() }
    }
    cle_add_function(editor, "crmsh-clear", "clear the screen, keep the line") { editor, _ in
      KeyBindings.run(editor) { $0.clearScreen() }
    }
  }

  private static func addEdits(to editor: OpaquePointer) {
    cle_add_function(editor, "crmsh-delete-back", "delete the character before") { editor, _ in
      KeyBindings.run(editor) { $0.deleteBack() }
    }
    cle_add_function(editor, "crmsh-delete", "delete the character here") { editor, _ in
      KeyBindings.run(editor) { $0.deleteOn() }
    }
    cle_add_function(editor, "crmsh-undo", "undo in the line") { editor, _ in
      KeyBindings.run(editor) { $0.undo() }
    }
    cle_add_function(editor, "crmsh-redo", "redo in the line") { editor, _ in
      KeyBindings.run(editor) { $0.redo() }
    }
    cle_add_function(editor, "crmsh-comment", "keep the line as a comment") { editor, _ in
      KeyBindings.run(editor) { $0.commentOut() }
    }
    cle_add_function(editor, "crmsh-edit", "edit the line in $EDITOR") { editor, _ in
      KeyBindings.run(editor) { $0.editOutside() }
    }
  }

  private static func addKills(to editor: OpaquePointer) {
    cle_add_function(editor, "crmsh-kill-token-back", "cut the token before") { editor, _ in
      KeyBindings.run(editor) { $0.killTokenBack() }
    }
    cle_add_function(editor, "crmsh-kill-token", "cut the token behind") { editor, _ in
      KeyBindings.run(editor) { $0.killTokenOn() }
    }
    cle_add_function(editor, "crmsh-kill-to-start", "cut to the line's start") { editor, _ in
      KeyBindings.run(editor) { $0.killToStart() }
    }
    cle_add_function(editor, "crmsh-kill-to-end", "cut to the line's end") { editor, _ in
      KeyBindings.run(editor) { $0.killToEnd() }
    }
    cle_add_function(editor, "crmsh-yank", "put back what was cut") { editor, _ in
      KeyBindings.run(editor) { $0.yank() }
    }
    cle_add_function(editor, "crmsh-yank-older", "the cut before instead") { editor, _ in
      KeyBindings.run(editor) { $0.yankOlder() }
    }
  }

  /// Keys that mean the same in both modes; vi's command map has them too.
  static let everywhere: [(String, String)] = [
    (Key.left.binding, "crmsh-left"), (Key.right.binding, "crmsh-right"),
    (Key.home.binding, "ed-move-to-beg"), (Key.end.binding, "crmsh-end"),
    (Key.delete.binding, "crmsh-delete"),
    (Key.wordLeft.binding, "crmsh-token-back"), (Key.wordRight.binding, "crmsh-token-on"),
    ("^F", "crmsh-right"), ("^E", "crmsh-end"), ("^L", "crmsh-clear"),
    ("^K", "crmsh-kill-to-end"), ("^U", "crmsh-kill-to-start"), ("^W", "crmsh-kill-token-back"),
    ("^Y", "crmsh-yank"), ("^_", "crmsh-undo"), ("^X^U", "crmsh-undo"), ("^X^E", "crmsh-edit"),
  ]

  /// Keys of the map in which letters are typed.
  static let inserting: [(String, String)] = [
    ("^B", "crmsh-left"), ("^?", "crmsh-delete-back"), ("^H", "crmsh-delete-back"),
    ("?", "crmsh-possibilities"),
  ]

  /// Keys that begin with Escape, which in vi ends the insertion.
  static let emacs: [(String, String)] = [
    ("\\ef", "crmsh-token-on"), ("\\eb", "crmsh-token-back"), ("\\ed", "crmsh-kill-token"),
    ("\\e^?", "crmsh-kill-token-back"), ("\\e^H", "crmsh-kill-token-back"),
    ("\\ey", "crmsh-yank-older"), ("\\e_", "crmsh-redo"), ("\\e#", "crmsh-comment"),
    ("\\ee", "crmsh-edit"),
  ]

  /// Keys of vi's command map.
  static let viCommands: [(String, String)] = [
    ("k", "crmsh-vi-up"), ("j", "crmsh-vi-down"), ("-", "crmsh-vi-up"), ("+", "crmsh-vi-down"),
    (Key.olderEntry.binding, "ed-prev-history"), (Key.newerEntry.binding, "ed-next-history"),
    ("u", "crmsh-undo"), ("U", "crmsh-redo"), ("#", "crmsh-comment"),
    // libedit asks for what is looked for where nobody sees it.
    ("/", "crmsh-search-history"), ("?", "crmsh-search-history"),
  ]
}
