import Fuzzing

fuzz { bytes, count in
  target.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
