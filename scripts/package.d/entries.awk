# The entries of CHANGELOG.md as those of Debian's: lines of at most 79 columns, two deep.
function flush(   words, n, i, line) {
  n = split(entry, words, " ")
  line = "  *"
  for (i = 1; i <= n; i++) {
    if (length(line) + 1 + length(words[i]) > 79) { print line; line = "   " }
    line = line " " words[i]
  }
  if (n) print line
  entry = ""
}
/^- / { flush(); entry = substr($0, 3); next }
/^  [^ ]/ && entry != "" { entry = entry " " $0; next }
{ flush() }
END { flush() }
