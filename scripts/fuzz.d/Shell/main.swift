import Fuzzer

fuzz(shellTargets)
