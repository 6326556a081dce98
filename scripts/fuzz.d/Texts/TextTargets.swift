import Fuzzing

/// What needs neither the shell nor a library of others.
let textTargets = [
  selectorTarget, patternTarget, globTarget, renderTarget, diagnosticTarget, csvTarget, jsonTarget,
  wireTarget, tokenTarget, timeTarget, historyTarget, keyTarget, editorTarget,
]
