import Fuzzer

fuzz(storeTargets)
