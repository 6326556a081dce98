import FileSources
import Glibc
import ImportEngine
import Testing

struct LocalFilesTests {
  private let folder: TemporaryFolder
  private let files = LocalFiles(home: nil)

  init() throws { folder = try TemporaryFolder() }

  @Test func `a script of ours is read with its resolved path`() throws {
    try folder.write("\u{FEFF}select all\n", to: "a.crmsh", mode: 0o644)
    try folder.link("b.crmsh", to: "a.crmsh")
    let expected = ScriptText(path: "\(folder.path)/a.crmsh", text: "select all\n")
    #expect(try files.script(at: "b.crmsh", scope: folder.free) == expected)
  }

  @Test(arguments: [0o620, 0o602, 0o666] as [mode_t])
  func `a script that others may write is refused`(mode: mode_t) throws {
    try folder.write("select all\n", to: "a.crmsh", mode: mode)
    #expect(
      throws: FileFailure.unsafe(path: "a.crmsh", reason: "others may write to it")
    ) { try files.script(at: "a.crmsh", scope: folder.free) }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
  func `a script of somebody else is refused`() throws {
    try folder.write("select all\n", to: "a.crmsh")
    #expect(chown("\(folder.path)/a.crmsh", 65_534, 65_534) == 0)
    #expect(
      throws: FileFailure.unsafe(path: "a.crmsh", reason: "it belongs to another user")
    ) { try files.script(at: "a.crmsh", scope: folder.free) }
  }

  @Test func `a script is UTF-8 of at most a mebibyte`() throws {
    try folder.write([UInt8](repeating: 0x20, count: LocalFiles.scriptLimit), to: "full")
    #expect(try files.script(at: "full", scope: folder.free).text.utf8.count == 1 << 20)
    try folder.write([UInt8](repeating: 0x20, count: LocalFiles.scriptLimit + 1), to: "long")
    #expect(throws: FileFailure.tooLarge(path: "long", limit: 1 << 20)) {
      try files.script(at: "long", scope: folder.free)
    }
    try folder.write([0x61, 0x0A, 0xFF], to: "bad")
    #expect(throws: FileFailure.malformed(path: "bad", line: 2, reason: "not valid UTF-8")) {
      try files.script(at: "bad", scope: folder.free)
    }
  }

  @Test func `a new file is its owner's alone and holds all of the text`() throws {
    let text = String(repeating: "é", count: 300_000)
    try files.create(text, at: "out.csv", scope: folder.free, replaces: false)
    #expect(try folder.text(of: "out.csv") == text)
    #expect(try folder.mode(of: "out.csv") == 0o600)
    #expect(try folder.names == ["out.csv"])
  }

  @Test func `a file of somebody else's is kept unless it is to be replaced`() throws {
    try folder.write("theirs", to: "out.csv", mode: 0o644)
    #expect(throws: FileFailure.exists(path: "out.csv")) {
      try files.create("ours", at: "out.csv", scope: folder.free, replaces: false)
    }
    #expect(throws: FileFailure.exists(path: "out.csv")) {
      try files.append("ours", at: "out.csv", scope: folder.free)
    }
    #expect(try folder.text(of: "out.csv") == "theirs")
    try files.create("ours", at: "out.csv", scope: folder.free, replaces: true)
    #expect(try folder.text(of: "out.csv") == "ours")
    #expect(try folder.mode(of: "out.csv") == 0o600)
    #expect(try folder.names == ["out.csv"])
  }

  @Test func `a file made in this session is written over and appended to`() throws {
    try files.create("one", at: "out", scope: folder.free, replaces: false)
    try files.create("two", at: "./out", scope: folder.free, replaces: false)
    try files.append(" three", at: "out", scope: folder.free)
    #expect(try folder.text(of: "out") == "two three")
    #expect(throws: FileFailure.exists(path: "out")) {
      try LocalFiles(home: nil).append("x", at: "out", scope: folder.free)
    }
  }

  @Test func `a file put in the place of ours is not ours`() throws {
    try files.create("one", at: "out", scope: folder.free, replaces: false)
    try folder.write("theirs", to: "new")
    #expect(rename("\(folder.path)/new", "\(folder.path)/out") == 0)
    #expect(throws: FileFailure.exists(path: "out")) {
      try files.append("x", at: "out", scope: folder.free)
    }
  }

  @Test(arguments: [true, false])
  func `nothing is written through a link or into a device`(replaces: Bool) throws {
    try folder.write("kept", to: "target")
    try folder.link("link", to: "target")
    try folder.link("dangling", to: "nowhere")
    try folder.makeFolder("folder")
    for path in ["link", "dangling", "folder", "/dev/null", "folder/", ".."] {
      #expect(throws: FileFailure.notRegular(path: path)) {
        try files.create("x", at: path, scope: folder.free, replaces: replaces)
      }
    }
    #expect(throws: FileFailure.notRegular(path: "link")) {
      try files.append("x", at: "link", scope: folder.free)
    }
    #expect(try folder.text(of: "target") == "kept")
  }

  @Test func `writing is confined like reading`() throws {
    try folder.makeFolder("inside")
    try folder.link("inside/out", to: "..")
    for path in ["../new", "out/new"] {
      #expect(throws: FileFailure.notAllowed(path: path)) {
        try files.create("x", at: path, scope: folder.confined(to: "inside"), replaces: false)
      }
    }
    try files.create("x", at: "new", scope: folder.confined(to: "inside"), replaces: false)
    #expect(try folder.names == ["inside"])
  }

  @Test func `a missing folder or file is told`() throws {
    #expect(throws: FileFailure.notFound(path: "\(folder.path)/no")) {
      try files.create("x", at: "no/new", scope: folder.free, replaces: false)
    }
    #expect(throws: FileFailure.notFound(path: "new")) {
      try files.append("x", at: "new", scope: folder.free)
    }
  }

  @Test func `a full disk is an error, not a short file`() throws {
    let full = try OpenFile(absolute: "/dev/full", flags: O_WRONLY)
    let failure = #expect(throws: SystemFailure.self) { try full.writeDurably([0x61]) }
    #expect(failure?.code == ENOSPC)
  }
}
