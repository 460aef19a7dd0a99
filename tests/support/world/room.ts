import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

/** In memory where there is enough of it: durable writes to a busy disk would take most of the tests' time. */
export function roomInMemory(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 2 ** 28 ? '/dev/shm' : tmpdir()
  } catch {
    return tmpdir()
  }
}
