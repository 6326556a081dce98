/// What went wrong with a file, as a fact; the words are the shell's.
package enum FileFailure: Error, Hashable, Sendable {
  case notFound(path: String)
  case notRegular(path: String)
  /// Outside the folders a script may read, or reached through a link.
  case notAllowed(path: String)
  case unreadable(path: String, reason: String)
  /// A script that somebody else owns or may write to.
  case unsafe(path: String, reason: String)
  case empty(path: String)
  case tooLarge(path: String, limit: Int)
  /// Not UTF-8, UTF-16 with a mark, or broken quoting; line from 1.
  case malformed(path: String, line: Int, reason: String)
  case noSuchColumn(path: String, column: String, columns: [String])
  /// Several columns and none named: which one holds the addresses?
  case columnNeeded(path: String, columns: [String])
  /// A file that this session did not write is never written over.
  case exists(path: String)
  case unwritable(path: String, reason: String)
}

/// One address of a list file, as it stands there.
package struct ListedAddress: Hashable, Sendable {
  package let text: String
  /// From 1, the header line counted.
  package let line: Int

  package init(text: String, line: Int) {
    self.text = text
    self.line = line
  }
}

/// A table in a file: its first record names the columns.
package struct ListedTable: Hashable, Sendable {
  /// One record after the first.
  package struct Row: Hashable, Sendable {
    /// As many as the record has, blanks around them taken off.
    package let cells: [String]
    /// From 1, where the record begins.
    package let line: Int

    package init(cells: [String], line: Int) {
      self.cells = cells
      self.line = line
    }

    /// A cell; nil where it is empty or the record is too short.
    package subscript(_ index: Int) -> String? {
      index < cells.count && !cells[index].isEmpty ? cells[index] : nil
    }
  }

  /// The cells of the first record, blanks around them taken off.
  package let columns: [String]
  /// The other records, in file order.
  package let rows: [Row]

  package init(columns: [String], rows: [Row]) {
    self.columns = columns
    self.rows = rows
  }
}

/// Where a path may lead: the folder it is relative to, and what confines it.
package struct FileScope: Hashable, Sendable {
  /// Absolute folder that relative paths start at.
  package let base: String
  /// Folders below which a file must lie, links resolved; nil: anywhere (the caller's own words).
  package let confinedTo: [String]?

  package init(base: String, confinedTo: [String]?) {
    self.base = base
    self.confinedTo = confinedTo
  }
}

/// Lists of people in files.
package protocol PersonSource: Sendable {
  /// The addresses of a list, in file order; blank cells left out.
  func addresses(in path: String, column: String?, scope: FileScope) throws(FileFailure)
    -> [ListedAddress]
  /// A whole list with the names of its columns; blank records left out.
  func table(in path: String, scope: FileScope) throws(FileFailure) -> ListedTable
}

/// A script's text and what binds a run to it.
package struct ScriptText: Hashable, Sendable {
  /// Absolute, links resolved.
  package let path: String
  package let text: String

  package init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}

/// Scripts in, reports and saved sessions out.
package protocol FileExchange: Sendable {
  /// A script: a regular file of ours or root's that nobody else can write.
  func script(at path: String, scope: FileScope) throws(FileFailure) -> ScriptText
  /// Fails where `create` or `append` would, as far as that can be told without writing.
  func check(_ path: String, scope: FileScope, appends: Bool, replaces: Bool) throws(FileFailure)
  /// Creates the file 0600 without following links; writes over it only with `replaces`.
  func create(_ text: String, at path: String, scope: FileScope, replaces: Bool)
    throws(FileFailure)
  /// Appends to a file that `create` made in this session.
  func append(_ text: String, at path: String, scope: FileScope) throws(FileFailure)
}
