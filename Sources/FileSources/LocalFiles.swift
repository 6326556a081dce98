import Glibc
package import ImportEngine
import Synchronization

/// Scripts, reports and saved sessions in the file system.
package final class LocalFiles: FileExchange {
  /// The largest script read: 1 MiB.
  package static let scriptLimit = 1 << 20

  private let locator: FileLocator
  /// The files made in this session by path: only those are written over or appended to unasked.
  private let made = Mutex<[String: FileIdentity]>([:])

  /// `home` is what a path's leading `~` stands for.
  package init(home: String?) {
    locator = FileLocator(home: home)
  }

  /// Reads a script; see `FileExchange`.
  package func script(at path: String, scope: FileScope) throws(FileFailure) -> ScriptText {
    let contents = try locator.contents(of: path, scope: scope, limit: Self.scriptLimit)
    guard contents.owner == 0 || contents.owner == geteuid() else {
      throw .unsafe(path: path, reason: "it belongs to another user")
    }
    guard contents.mode & (S_IWGRP | S_IWOTH) == 0 else {
      throw .unsafe(path: path, reason: "others may write to it")
    }
    let text = try decodedText(contents.bytes, path: path, allowsUTF16: false)
    return ScriptText(path: contents.path, text: text)
  }

  /// Looks before a file is made or appended to; see `FileExchange`.
  package func check(_ path: String, scope: FileScope, appends: Bool, replaces: Bool)
    throws(FileFailure)
  {
    let target = try locator.target(path, scope: scope)
    do {
      guard let standing = try target.folder.status(of: target.name) else {
        if appends { throw FileFailure.notFound(path: path) }
        let folder = target.path.prefix(
          upTo: target.path.lastIndex(of: "/") ?? target.path.endIndex)
        guard access(folder.isEmpty ? "/" : String(folder), W_OK | X_OK) == 0 else {
          throw SystemFailure(code: errno)
        }
        return
      }
      guard standing.isRegular else { throw FileFailure.notRegular(path: path) }
      guard replaces || isOurs(standing, at: target.path) else {
        throw FileFailure.exists(path: path)
      }
    } catch {
      throw Self.failure(error, writing: path)
    }
  }

  /// Makes a file; see `FileExchange`.
  package func create(_ text: String, at path: String, scope: FileScope, replaces: Bool)
    throws(FileFailure)
  {
    let target = try locator.target(path, scope: scope)
    do {
      let identity: FileIdentity
      if let standing = try target.folder.status(of: target.name) {
        guard standing.isRegular else { throw FileFailure.notRegular(path: path) }
        guard replaces || isOurs(standing, at: target.path) else {
          throw FileFailure.exists(path: path)
        }
        identity = try target.replace(with: Array(text.utf8))
      } else {
        identity = try target.folder.create(target.name, holding: Array(text.utf8))
      }
      made.withLock { $0[target.path] = identity }
    } catch {
      throw Self.failure(error, writing: path)
    }
  }

  /// Appends to a file made in this session; see `FileExchange`.
  package func append(_ text: String, at path: String, scope: FileScope) throws(FileFailure) {
    let target = try locator.target(path, scope: scope)
    do {
      guard let standing = try target.folder.status(of: target.name) else {
        throw FileFailure.notFound(path: path)
      }
      guard standing.isRegular else { throw FileFailure.notRegular(path: path) }
      let flags = O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
      guard isOurs(standing, at: target.path) else { throw FileFailure.exists(path: path) }
      let file = try OpenFile(target.name, in: target.folder, flags: flags)
      guard isOurs(try file.status(), at: target.path) else {
        throw FileFailure.exists(path: path)
      }
      try file.writeDurably(Array(text.utf8))
    } catch {
      throw Self.failure(error, writing: path)
    }
  }

  private func isOurs(_ status: stat, at path: String) -> Bool {
    made.withLock { $0[path] == FileIdentity(status) }
  }

  private static func failure(_ error: any Error, writing path: String) -> FileFailure {
    switch error {
    case let failure as FileFailure: failure
    case let failure as SystemFailure where failure.code == EEXIST: .exists(path: path)
    case let failure as SystemFailure where failure.code == ELOOP: .notAllowed(path: path)
    case let failure as SystemFailure: .unwritable(path: path, reason: failure.reason)
    default: .unwritable(path: path, reason: "\(error)")
    }
  }
}
