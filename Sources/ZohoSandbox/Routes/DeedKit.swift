import FoundationEssentials

/// Why what the judge asked for is not done; one sentence.
struct DeedRefusal: Error {
  let words: String
}

/// What the routes share that change the world from outside, `/_sandbox/act` and `/_sandbox/change`: a
/// refusal is a 400 with its words, and what is named is found by name.
enum DeedKit {
  /// Decodes a call's body and answers with what is done of it.
  /// - Parameter needs: what no body may lack, as a refusal says it.
  static func answer<Deed: Decodable>(
    _ call: Call, as deed: Deed.Type, needs: String,
    doing act: (Deed) throws(DeedRefusal) -> JSON
  ) -> Answer {
    guard let deed = try? JSONDecoder().decode(deed, from: Data(call.body)) else {
      return refused(DeedRefusal(words: "The body is no JSON object with \(needs)."))
    }
    do {
      return .json(try act(deed))
    } catch {
      return refused(error)
    }
  }

  /// One of a list by its name.
  static func reference(
    _ name: String?, as kind: String, of list: [Reference]
  ) throws(DeedRefusal) -> Reference {
    guard let found = list.first(where: { $0.name == name }) else {
      let names = list.map(\.name).joined(separator: ", ")
      throw DeedRefusal(words: "“\(kind)” must be one of \(names).")
    }
    return found
  }

  /// A project by its id, or else by its name.
  static func project(_ name: String?, of portal: Portal) throws(DeedRefusal) -> Project {
    let found =
      portal.projects.first { $0.id == name } ?? portal.projects.first { $0.name == name }
    guard let found else { throw DeedRefusal(words: "“project” must be a project's id or name.") }
    return found
  }

  private static func refused(_ refusal: DeedRefusal) -> Answer {
    .json(["error": .text(refusal.words)], status: 400)
  }
}
