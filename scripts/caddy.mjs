/** Caddy for the tests of sites behind a proxy: CADDY_PATH, one that is installed, else Debian's. */
import { StepFailed } from './commands.mjs'
import { findProgram, unpackDebians } from './debian.mjs'

const findCaddy = () => process.env.CADDY_PATH || findProgram('caddy')

/** The path of Caddy, unpacked from Debian's package where there is none. */
export async function ensureCaddy() {
  const found = findCaddy() ?? (await unpackDebians('caddy', findCaddy))
  if (!found) throw new StepFailed('There is no Caddy. Install one, or set CADDY_PATH to where it is.')
  return found
}
