/** nginx for the tests of several servers and of sites behind a proxy: NGINX_PATH, one that is installed, else Debian's. */
import { StepFailed } from './commands.mjs'
import { findProgram, unpackDebians } from './debian.mjs'

const findNginx = () => process.env.NGINX_PATH || findProgram('nginx')

/** The path of nginx, unpacked from Debian's package where there is none. */
export async function ensureNginx() {
  const found = findNginx() ?? (await unpackDebians('nginx', findNginx))
  if (!found) throw new StepFailed('There is no nginx. Install one, or set NGINX_PATH to where it is.')
  return found
}
