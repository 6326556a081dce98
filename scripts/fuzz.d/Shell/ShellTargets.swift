import Fuzzing

/// What reads lines as the shell does, with all its commands.
let shellTargets = [lineTarget, scriptTarget, assistTarget, filterTarget]
