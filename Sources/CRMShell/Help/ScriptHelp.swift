import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// What a script says of itself: the comments at its head, and what it takes.
struct ScriptHelp {
  /// As the caller named it.
  let path: String
  /// The comment lines before anything else, without their signs; facts that `save` noted, too.
  let words: [String]
  let parameters: [ScriptParameter]

  init(path: String, text: String, parameters: [ScriptParameter]) {
    self.path = path
    self.parameters = parameters
    words = Self.head(of: text)
  }

  /// A line for an interpreter (`#!`) says nothing of the script.
  private static func head(of text: String) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .drop { $0.hasPrefix("#!") || $0.allSatisfy(\.isWhitespace) }
      .prefix { $0.hasPrefix("#") && !$0.hasPrefix(SavedScript.told) }
      .map { line in
        let sign = line.hasPrefix(SavedScript.fact) ? SavedScript.fact.count : 1
        return SavedScript.oneLine(String(line.dropFirst(sign)))
      }
  }

  /// How it is run: `source weekly.crmsh team=VALUE [limit=10]`.
  private var usage: String {
    let given = parameters.map { parameter in
      parameter.standard.map { "[\(parameter.name.text)=\($0.sourceForm)]" }
        ?? "\(parameter.name.text)=VALUE"
    }
    return (["source", Word.sourceForm(of: path)] + given).joined(separator: " ")
  }

  var report: Report {
    var blocks: [Block] = [.sentence("\(usage, .strong)")]
    blocks += words.map { $0.isEmpty ? .blank : .sentence(Text($0)) }
    if words.isEmpty {
      blocks.append(.sentence("It says nothing of itself: no comment at its head."))
    }
    if !parameters.isEmpty {
      blocks += [.blank, .heading("Takes")]
      blocks.append(
        .facts(
          parameters.map { parameter in
            Fact(
              parameter.name.text,
              parameter.standard.map { "\($0.text) if it is not given" } ?? "must be given")
          }))
    }
    return Report(
      blocks,
      data: [
        "name": .string(path), "usage": .string(usage), "says": .strings(words),
        "parameters": .array(
          parameters.map {
            ["name": .string($0.name.text), "default": .optional($0.standard?.text)]
          }),
      ])
  }
}

extension Interpreter {
  /// The help of a script; one that may not be run, or can't be read, is refused.
  func help(ofScript word: Word, in context: EditContext) async throws(Stop) -> Report {
    let script = try openScript(at: word.text, scope: scope(of: context.source), span: word.span)
    let source = LineSource.script(path: script.path, hash: "")
    guard let statements = await statements(of: script.text, from: source, firstLine: 1) else {
      throw .told(.usage)
    }
    let head: ScriptHead
    do throws(Stop) {
      head = try ScriptHead(
        of: statements, given: [], parser: registry.parser(at: source), variables: variables)
    } catch {
      await tell(error, script.text, source, statement: nil)
      throw .told(.usage)
    }
    return ScriptHelp(path: word.text, text: script.text, parameters: head.parameters).report
  }
}
