import CommandLanguage
import ImportEngine
import ImportModel

/// What CRM is asked before a line runs, because not everything was fetched.
extension Interpreter {
  /// The most addresses, and the most names, that CRM is asked about for one line.
  private static let mostLookedUp = 2_000

  /// Which addresses that nobody fetched has are contacts of CRM all the same.
  func lookup(
    of addresses: [EmailAddress], _ lists: some Sequence<[ListedAddress]>
  ) async throws(Stop) -> ContactLookup {
    var lookup = ContactLookup()
    guard let services, let fetched, fetched.coverage.contacts != .all else { return lookup }
    let all = addresses + lists.joined().compactMap { EmailAddress($0.text) }
    let missing = Set(all.filter { fetched.directory.rows(of: $0).isEmpty }).sorted()
    guard !missing.isEmpty else { return lookup }
    do throws(ServiceFailure) {
      lookup.unfetched = try await services.crm.contacts(
        among: Array(missing.prefix(Self.mostLookedUp)))
      lookup.unasked = Set(missing.dropFirst(Self.mostLookedUp))
    } catch .scope, .refused {
      // CRM does not let us look, which is told as such.
      lookup.unasked = Set(missing)
    } catch {
      throw .service(error)
    }
    return lookup
  }

  /// The accounts of CRM that have the names of those whose contacts a line means: two companies of
  /// one name must be seen though one of them, or both, were not fetched.
  func namesakes(
    of arguments: Arguments, _ session: Session, _ context: EditContext
  ) async throws(Stop) -> [CustomerName: Set<String>] {
    guard needsNamesakes else { return [:] }
    let target = try StagingTarget(arguments, session, context, of: .contact)
    return try await namesakes(of: Set(target.candidates.compactMap { $0.person.account?.name }))
  }

  /// Whether CRM has to be asked whether accounts share a name.
  private var needsNamesakes: Bool {
    guard let fetched, services != nil else { return false }
    return fetched.coverage.accounts != .all && fetched.portal.customersProblem == nil
  }

  /// The same of accounts by their names.
  func namesakes(of accounts: Set<String>) async throws(Stop) -> [CustomerName: Set<String>] {
    guard needsNamesakes, let services, let fetched else { return [:] }
    let names = accounts.filter {
      fetched.directory.accountIDs(named: $0).count < 2
    }
    let asked = Set(names.compactMap { CustomerName($0) }).sorted { $0.folded < $1.folded }
    guard !asked.isEmpty else { return [:] }
    guard asked.count <= Self.mostLookedUp else {
      throw .refusal(
        .accountsUnknown(
          "CRM can be asked for \(Self.mostLookedUp) names a line, and these are \(asked.count)"))
    }
    let found: [AccountReference]
    do throws(ServiceFailure) {
      found = try await services.crm.accounts(named: asked)
    } catch .scope(let words) {
      throw .refusal(.accountsUnknown(words))
    } catch .refused(let title, let message, _) {
      throw .refusal(.accountsUnknown("\(title) \(message)"))
    } catch {
      throw .service(error)
    }
    var namesakes: [CustomerName: Set<String>] = [:]
    for account in found {
      guard let name = CustomerName(account.name), let id = account.id else { continue }
      namesakes[name, default: []].insert(id.text)
    }
    return namesakes
  }
}
