/** Apache with mod_auth_openidc for the tests of apps: APACHE_PATH, one that is installed, else Debian's. */
import { StepFailed } from './commands.mjs'
import { findFile, findProgram, unpackDebians } from './debian.mjs'

const MODULES = 'usr/lib/apache2/modules'

const findApache = () => process.env.APACHE_PATH || findProgram('apache2')

/** Where a module is, such as `auth_openidc`; undefined where there is none of that name. */
export const findApacheModule = (name) => findFile(`${MODULES}/mod_${name}.so`)

const findBoth = () => (findApacheModule('auth_openidc') ? findApache() : undefined)

/** The path of Apache, unpacked from Debian's packages where it or its module for OpenID Connect is not there. */
export async function ensureApache() {
  const found = findBoth() ?? (await unpackDebians('libapache2-mod-auth-openidc', findBoth))
  if (!found)
    throw new StepFailed(
      'There is no Apache with mod_auth_openidc. Install Debian’s package libapache2-mod-auth-openidc.',
    )
  return found
}
