import FileSources
import Glibc
import ImportEngine
import Testing

struct OpeningTests {
  private let folder: TemporaryFolder
  private let source = CSVPersonSource(home: nil)

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("inside")
    try folder.makeFolder("inside/deep")
    try folder.write("in@x.com", to: "inside/deep/list")
    try folder.write("out@x.com", to: "outside")
  }

  private func read(_ path: String, _ scope: FileScope) throws(FileFailure) -> [String] {
    try source.addresses(in: path, column: nil, scope: scope).map(\.text)
  }

  @Test func `relative paths start at the base, absolute ones stand for themselves`() throws {
    #expect(try read("inside/deep/list", folder.free) == ["in@x.com"])
    #expect(try read("\(folder.path)/outside", folder.confined(to: "inside/..")) == ["out@x.com"])
    #expect(try read("./deep/../deep/list", folder.confined(to: "inside")) == ["in@x.com"])
  }

  @Test func `a leading tilde is the home handed in`() throws {
    let source = CSVPersonSource(home: folder.path)
    let scope = FileScope(base: "/", confinedTo: nil)
    #expect(try source.addresses(in: "~/outside", column: nil, scope: scope).count == 1)
    #expect(throws: FileFailure.notFound(path: "~/outside")) { try read("~/outside", scope) }
  }

  @Test func `a confined path can't leave its folder`() throws {
    let scope = folder.confined(to: "inside")
    try folder.link("inside/file-link", to: "../outside")
    try folder.link("inside/folder-link", to: "..")
    try folder.makeFolder("inside-too")
    try folder.write("x@x.com", to: "inside-too/list")
    for path in [
      "../outside", "\(folder.path)/outside", "file-link", "folder-link/outside",
      "../inside-too/list",
    ] {
      #expect(throws: FileFailure.notAllowed(path: path)) { try read(path, scope) }
    }
  }

  @Test func `a link that stays inside is followed, and so is any of the caller's own`() throws {
    try folder.link("inside/alias", to: "deep/list")
    try folder.link("elsewhere", to: "inside/deep/list")
    #expect(try read("alias", folder.confined(to: "inside")) == ["in@x.com"])
    #expect(try read("elsewhere", folder.free) == ["in@x.com"])
  }

  @Test func `any of several folders will do, and one that is missing holds nothing`() throws {
    let (missing, inside) = ("\(folder.path)/missing", "\(folder.path)/inside")
    let scope = FileScope(base: folder.path, confinedTo: [missing, inside])
    #expect(try read("inside/deep/list", scope) == ["in@x.com"])
    #expect(throws: FileFailure.notAllowed(path: "outside")) { try read("outside", scope) }
  }

  @Test func `what is no regular file is refused at once`() throws {
    #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
    for path in ["pipe", "inside", "/dev/zero", "/"] {
      #expect(throws: FileFailure.notRegular(path: path)) { try read(path, folder.free) }
    }
  }

  @Test(arguments: ["nothing", "outside/below", "", "in\0side"])
  func `what isn't there is not found`(path: String) {
    #expect(throws: FileFailure.notFound(path: path)) { try read(path, folder.free) }
  }

  @Test func `a circle of links leads nowhere`() throws {
    try folder.link("one", to: "two")
    try folder.link("two", to: "one")
    #expect(
      throws: FileFailure.unreadable(path: "one", reason: "Too many levels of symbolic links")
    ) { try read("one", folder.free) }
  }
}
