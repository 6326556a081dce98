import CommandLanguage

/// Settings, variables and files.
extension SessionAssistant {
  /// Names of settings or variables; with `=` where a value must follow.
  func namedOffers(_ kind: ValueKind, assigned: Bool) -> [Offer] {
    let names: [Offer] =
      kind == .setting
      ? Settings.all.map { .name($0.name, detail: "\(settings.value(of: $0)): \($0.summary)") }
      : variables.sorted { $0.key < $1.key }.map { .name($0.key, detail: $0.value) }
    return assigned ? names.map { $0.followed(by: "=") } : names
  }

  /// The words of a setting, or the values it has and would have by default.
  func assignedOffers(_ kind: ValueKind, name: String) -> [Offer] {
    guard kind == .setting else {
      return variables[name].map { [.name($0, detail: "now")] } ?? []
    }
    guard let setting = Settings.declared(name) else { return [] }
    let now = settings.value(of: setting)
    let standard = Settings().value(of: setting)
    if let words = setting.words {
      return words.map { word in
        let parts = [role(of: word, now: now, standard: standard), setting.meanings[word] ?? ""]
        return .name(word, detail: parts.filter { !$0.isEmpty }.joined(separator: "; "))
      }
    }
    return (now == standard ? [now] : [now, standard]).map { value in
      .name(
        value, detail: "\(role(of: value, now: now, standard: standard)); \(setting.expected)")
    }
  }

  private func role(of value: String, now: String, standard: String) -> String {
    [value == now ? "now" : nil, value == standard ? "default" : nil].compactMap { $0 }
      .joined(separator: ", ")
  }

  /// The variables, as they are used.
  var referenceOffers: [Offer] {
    variables.sorted { $0.key < $1.key }.map { .literal("$\($0.key)", detail: $0.value) }
  }

  /// The variables that what is being typed can become, each as the whole word.
  func variableOffers(completing variable: TypedWord.Variable, in typed: TypedWord) -> [Offer] {
    let matcher = PrefixMatcher(variable.name)
    let closing = typed.quote == "\"" && !typed.isClosedBehindCursor ? "\"" : ""
    return variables.sorted { $0.key < $1.key }.filter { matcher.begins($0.key) }.map {
      let reference = variable.isBraced ? "${\($0.key)}" : "$\($0.key)"
      return .literal(variable.head + reference + closing, detail: $0.value)
    }
  }

  /// Paths; a folder is left open for more.
  func fileOffers(_ typed: TypedWord) -> [Offer] {
    files(typed.text).map { path in
      path.hasSuffix("/")
        ? Offer.name(path, detail: "folder").unfinished : .name(path, detail: "")
    }
  }
}
