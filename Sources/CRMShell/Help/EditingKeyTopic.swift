extension HelpTopics {
  /// The keys of the prompt.
  static let keys = HelpTopic(
    name: "keys", title: "Keys at the prompt",
    lines: [
      "Tab                  completes; lists what fits; once more picks from all that may stand there",
      "?                    at an empty place: what may stand there (Ctrl-V ? types one)",
      "Ctrl-R               looks for an entry of the history",
      "Up  Down             entries that begin like the line; lines within it",
      "→  Ctrl-F  End       takes the suggestion; Alt-→ or Ctrl-→ a word of it",
      "Alt-Enter            a new line (not in vi); Enter begins one too behind and, or, not, a comma, ( and \\",
      "Ctrl-W  Ctrl-U  Ctrl-K  cut the word before, to the start, to the end; Ctrl-Y puts back",
      "Ctrl-_  Alt-_        undo, redo in the line; u and U in vi",
      "Ctrl-X Ctrl-E        the line in $VISUAL or $EDITOR",
      "Ctrl-C  Ctrl-D       gives the line up; leaves, on an empty one",
      "paste                goes into the line as text: it runs nothing and completes nothing; more than 64 KiB goes through the editor (Ctrl-X Ctrl-E), or into a file for source",
      "",
      "While something is chosen below the line: letters narrow it down, arrows, Ctrl-R and Ctrl-S move, Enter takes, Escape leaves the line as it was. Where several names may stand, Space marks them. A list longer than the terminal goes on with Space or Enter and ends with q.",
      "Above the line is told what others do on this machine, looked up every 10 seconds and before each prompt: a run of another shell on this portal as it begins and ends (how far it is: report RUN), whether what was read here is older than that, a renewed access token, the end of a lock-out. No server is asked for it: what changes in the browser, in CRM or from other machines is found by refresh, preview --fresh and import.",
      "set editing-mode=vi for vi's keys (in the start-up file); ~/.editrc binds others: crmsh-search-history, crmsh-possibilities, crmsh-complete. A line of it that is not heeded is told with its reason.",
    ])
}
