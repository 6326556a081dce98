package import ImportEngine
import Synchronization

/// Files by absolute path, with the rules of real ones: none is written over that was there before.
package final class MemoryFiles: FileExchange, PersonSource {
  private struct State {
    var texts: [String: String] = [:]
    /// Made by the session under test.
    var made: Set<String> = []
    var unsafe: Set<String> = []
  }

  private let state = Mutex(State())

  package init() {}

  /// Puts a file there as somebody else; `isUnsafe`: others may write to it.
  package func put(_ text: String, at path: String, isUnsafe: Bool = false) {
    state.withLock { state in
      state.texts[path] = text
      if isUnsafe { state.unsafe.insert(path) }
    }
  }

  /// A file's text; nil where there is none.
  package func text(at path: String) -> String? { state.withLock { $0.texts[path] } }

  /// A script that nobody else may write to.
  package func script(at path: String, scope: FileScope) throws(FileFailure) -> ScriptText {
    let place = try locate(path, scope)
    guard !state.withLock({ $0.unsafe.contains(place) }) else {
      throw .unsafe(path: path, reason: "others may write to it")
    }
    return ScriptText(path: place, text: try read(path, at: place))
  }

  /// Fails where writing would.
  package func check(_ path: String, scope: FileScope, appends: Bool, replaces: Bool)
    throws(FileFailure)
  {
    let place = try locate(path, scope)
    let (isThere, isOwn) = state.withLock { ($0.texts[place] != nil, $0.made.contains(place)) }
    guard isThere || !appends else { throw .notFound(path: path) }
    guard isOwn || !isThere || replaces && !appends else { throw .exists(path: path) }
  }

  /// Makes a file; writes over those of its own, and others only when told to.
  package func create(_ text: String, at path: String, scope: FileScope, replaces: Bool)
    throws(FileFailure)
  {
    try check(path, scope: scope, appends: false, replaces: replaces)
    write(text, at: try locate(path, scope))
  }

  /// Appends to a file that it made.
  package func append(_ text: String, at path: String, scope: FileScope) throws(FileFailure) {
    try check(path, scope: scope, appends: true, replaces: false)
    let place = try locate(path, scope)
    write(try read(path, at: place) + text, at: place)
  }

  private func write(_ text: String, at place: String) {
    state.withLock { state in
      state.texts[place] = text
      state.made.insert(place)
    }
  }

  /// The cells of a list; a first line without an `@` names the columns.
  package func addresses(in path: String, column: String?, scope: FileScope)
    throws(FileFailure) -> [ListedAddress]
  {
    let lines = try read(path, at: try locate(path, scope)).split(
      separator: "\n", omittingEmptySubsequences: false)
    let first = lines.first.map(cells) ?? []
    let hasHeader = !first.contains { $0.contains("@") }
    let index = try index(of: column, among: hasHeader ? first : [], path)
    let listed = lines.enumerated().dropFirst(hasHeader ? 1 : 0).compactMap { number, line in
      let cells = cells(line)
      return index < cells.count && !cells[index].isEmpty
        ? ListedAddress(text: cells[index], line: number + 1) : nil
    }
    guard !listed.isEmpty else { throw .empty(path: path) }
    return listed
  }

  /// The cells of a list; its first line names the columns.
  package func table(in path: String, scope: FileScope) throws(FileFailure) -> ListedTable {
    let lines = try read(path, at: try locate(path, scope)).split(
      separator: "\n", omittingEmptySubsequences: false)
    let rows = lines.enumerated().dropFirst().filter { !$0.element.isEmpty }.map { number, line in
      ListedTable.Row(cells: cells(line), line: number + 1)
    }
    guard let first = lines.first, !rows.isEmpty else { throw .empty(path: path) }
    return ListedTable(columns: cells(first), rows: rows)
  }

  private func index(of column: String?, among columns: [String], _ path: String)
    throws(FileFailure) -> Int
  {
    guard let column else {
      guard columns.count < 2 else { throw .columnNeeded(path: path, columns: columns) }
      return 0
    }
    guard let index = columns.firstIndex(of: column) else {
      throw .noSuchColumn(path: path, column: column, columns: columns)
    }
    return index
  }

  private func cells(_ line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  private func read(_ path: String, at place: String) throws(FileFailure) -> String {
    guard let text = text(at: place) else { throw .notFound(path: path) }
    return text
  }

  private func locate(_ path: String, _ scope: FileScope) throws(FileFailure) -> String {
    let place = path.hasPrefix("/") ? path : "\(scope.base)/\(path)"
    if let roots = scope.confinedTo, !roots.contains(where: { place.hasPrefix($0 + "/") }) {
      throw .notAllowed(path: path)
    }
    return place
  }
}
