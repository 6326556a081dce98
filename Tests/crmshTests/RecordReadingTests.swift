import Testing

/// Contacts over a socket, as an administrator sees it.
@Suite(CrmshBinary.isBuilt)
struct RecordReadingTests {
  @Test func `what CRM was asked, what it hides, and what did not change are told`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(["--hide-fields", "Phone,Mobile"], in: home) { sandbox in
      let lines = """
        connect \(sandbox.address)
        fetch contacts where Newsletter = true and Title = "Manager"
        fetch contacts where Phone is empty
        fetch contacts where Email_Opt_Out = true
        refresh
        """
      let result = try await home.sh("exec \"$CRMSH\" -c '\(lines)'", limit: 60)
      #expect(result.code == 0, "\(result)")
      let said = result.output + result.errors
      for words in [
        "CRM was asked for Newsletter = true; evaluated here: Title = Manager",
        "CRM does not show this sign-in Phone, Mobile of contacts: they are empty here",
        "the filter asks for Phone, which CRM hides from this sign-in: it was taken as empty",
        "the whole filter was evaluated here, over all contacts of CRM",
        "CRM was asked for the filter: Email_Opt_Out = true",
        "contacts were not fetched again: CRM says that none changed since",
      ] {
        #expect(said.contains(words), "\(words)\n\(result)")
      }
    }
  }
}
