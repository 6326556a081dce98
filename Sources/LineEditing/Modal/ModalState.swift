/// What is asked below the line, as a value: keys in, steps and rows out.
enum ModalState {
  case search(HistorySearch)
  case picker(CandidatePicker)
  case pages(CandidatePages)

  /// Does what a key asks for.
  mutating func handle(_ key: ModalKey) -> ModalStep {
    switch self {
    case .search(var search):
      defer { self = .search(search) }
      return search.handle(key)
    case .picker(var picker):
      defer { self = .picker(picker) }
      return picker.handle(key)
    case .pages(var pages):
      defer { self = .pages(pages) }
      return pages.handle(key)
    }
  }

  /// What is to be seen of it; what is chosen is always among it.
  mutating func overlay(in area: ModalArea) -> Overlay {
    switch self {
    case .search(var search):
      defer { self = .search(search) }
      return search.overlay(in: area)
    case .picker(var picker):
      defer { self = .picker(picker) }
      return picker.overlay(in: area)
    case .pages(var pages):
      defer { self = .pages(pages) }
      return pages.overlay(in: area)
    }
  }

  /// Whether it only shows something: every key is one of the line's.
  var isPassive: Bool {
    if case .pages(let pages) = self { !pages.isPaged } else { false }
  }

  /// Whether letters are typed into it, so that a paste is too.
  var takesText: Bool {
    if case .pages = self { false } else { true }
  }
}
