import Fuzzing

/// What reads lines as the shell does, with all its commands.
let target = [lineTarget, scriptTarget, assistTarget, filterTarget].chosen
