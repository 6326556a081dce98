# Adds up the lines of several processes: "simulated: N seeds from F, N processes, …, N broken".
{
  seeds += $2
  for (i = 5; i < NF; i++) {
    if ($(i + 1) ~ /^processes/) processes += $i
    if ($(i + 1) ~ /^deaths/) deaths += $i
    if ($(i + 1) ~ /^abandoned/) abandoned += $i
    if ($(i + 1) ~ /^broken/) broken += $i
    if ($i ~ /^[0-9]+:$/) exits[$i + 0] += $(i + 1)
  }
}
END {
  line = sprintf("in all: %d seeds, %d processes, %d deaths, %d abandoned, exits", seeds, processes, deaths, abandoned)
  n = split("0 1 3 4 5 6 7 8 9 129 130 143", codes, " ")
  for (i = 1; i <= n; i++) if (exits[codes[i]]) line = line sprintf(" %s: %d,", codes[i], exits[codes[i]])
  printf "%s %d broken\n", line, broken
}
