/** nginx for the tests of several servers: NGINX_PATH, one that is installed, else Debian's package. */
import { StepFailed } from './commands.mjs'
import { findProgram, installDebians } from './debian.mjs'

const findNginx = () => process.env.NGINX_PATH || findProgram('nginx')

/** The path of nginx, installed where there is none. */
export async function ensureNginx() {
  const found = findNginx() ?? (await installDebians('nginx', findNginx))
  if (!found) throw new StepFailed('There is no nginx. Install one, or set NGINX_PATH to where it is.')
  return found
}
