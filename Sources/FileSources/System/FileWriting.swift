import Glibc

extension OpenFile {
  /// Makes a file in this folder, readable and writable by its owner only, and writes it whole;
  /// what could not be written whole is taken away again.
  borrowing func create(_ name: String, holding bytes: [UInt8]) throws(SystemFailure)
    -> FileIdentity
  {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
    let file = try OpenFile(name, in: self, flags: flags, mode: 0o600)
    do {
      try file.writeDurably(bytes)
      return FileIdentity(try file.status())
    } catch {
      discard(name)
      throw error
    }
  }
}

extension LocatedFile {
  /// Writes a new file beside this one, then puts it in its place in one step.
  borrowing func replace(with bytes: [UInt8]) throws(SystemFailure) -> FileIdentity {
    let temporary = try unusedName()
    let identity = try folder.create(temporary, holding: bytes)
    do {
      try folder.rename(temporary, to: name)
      return identity
    } catch {
      folder.discard(temporary)
      throw error
    }
  }

  /// A hidden name beside the file. Should somebody take it first, making the file fails.
  private borrowing func unusedName() throws(SystemFailure) -> String {
    var number = 0
    while true {
      let candidate = ".crmsh-\(getpid())-\(number).new"
      if try folder.status(of: candidate) == nil { return candidate }
      number += 1
    }
  }
}
