import Fuzzer

fuzz(textTargets)
