import { type Import, importsOf, type Source } from './imports'

export type Offence = { path: string; what: string; why: string }

/** A rule of docs/architecture.md, and the sentence that is told to whoever breaks it. */
type Rule = { why: string; offences(source: Source, imports: Import[]): string[] }

const within = (path: string, ...folders: string[]) =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
const product = (path: string) => !within(path, 'tests')
const domain = (path: string) => within(path, 'lib') && !within(path, 'lib/web', 'lib/api', 'lib/cli')
const aPackage = (imported: Import, ...names: string[]) => !imported.ours && names.includes(imported.from)

/** Files of one place that may not import something. */
const imports = (
  where: (path: string) => boolean,
  forbidden: (imported: Import, path: string) => boolean,
  why: string,
): Rule => ({
  why,
  offences: ({ path }, found) =>
    where(path)
      ? found.filter((imported) => forbidden(imported, path)).map(({ written }) => `imports '${written}'`)
      : [],
})

/** Files that may not contain something. */
const contains = (where: (path: string) => boolean, pattern: RegExp, why: string): Rule => ({
  why,
  offences: ({ path, text }) =>
    where(path) ? [...text.matchAll(pattern)].map(([match]) => `says ${match.replace(/\s+/g, ' ')}`) : [],
})

/** Files and folders that may not be called something. */
const named = (pattern: RegExp, why: string): Rule => ({
  why,
  offences: ({ path }) => (pattern.test(path) ? ['is called that'] : []),
})

/** Where the authenticators themselves are kept, read and sealed anew. */
const ofAuthenticators = [
  ...['lib/records/factors', 'lib/records/users', 'lib/records/keys'],
  'lib/queries/server/unreadable-people.ts',
]

const mintsActors = (path: string) =>
  within(path, 'lib/web/gates.ts', 'lib/api/route.ts', 'lib/actors.ts', 'lib/cli', 'tests')

export const rules: Rule[] = [
  imports(
    (path) => domain(path) || within(path, 'lib/cli'),
    (imported) => aPackage(imported, 'next', 'react', 'react-dom'),
    'A rule never sees a request: that is why the web page, the token API and the command line call the same function.',
  ),
  imports(
    (path) => within(path, 'server'),
    (imported) => aPackage(imported, 'react', 'react-dom'),
    'The server knows the socket; pages reach it through Next only, which compiles them.',
  ),
  imports(
    (path) => within(path, 'client'),
    (imported) => !imported.ours && !aPackage(imported, 'openapi-fetch'),
    'The client is copied into other apps as it is: it stands on openapi-fetch and nothing else.',
  ),
  imports(
    (path) => within(path, 'scripts'),
    (imported) =>
      !imported.dynamic &&
      (imported.ours ? !within(imported.from, 'scripts') : !imported.written.startsWith('node:')),
    'Scripts run on a machine that has Node and nothing else: a package may only be imported once it is installed, with import().',
  ),
  contains(
    (path) => within(path, 'app', 'components', 'lib'),
    /(?<!^)['"]use server['"]/g,
    'A server action stands in a file of actions. What one inside of another function closes over is sent to browsers, sealed with a key that every build of the same sources has (scripts/build.mjs).',
  ),
  imports(
    (path) => path !== 'lib/web/auth.ts',
    (imported) => aPackage(imported, 'next-auth', '@auth/core'),
    'next-auth has traps (docs/architecture.md): one file keeps clear of them for all.',
  ),
  imports(
    (path) => product(path) && path !== 'lib/totp/totp.ts',
    (imported) => imported.from.startsWith('otplib') || imported.from.startsWith('@otplib/'),
    'Codes are compared in one place, which catches what otplib throws: its answer is an object, and always truthy.',
  ),
  imports(
    (path) => within(path, 'tests'),
    (imported) => imported.from.startsWith('otplib') || imported.from.startsWith('@otplib/'),
    'A test that takes its codes from the library under test cannot find its mistakes: use tests/support/world/authenticator.ts.',
  ),
  imports(
    (path) => path !== 'lib/records/factors/webauthn.ts',
    (imported) => aPackage(imported, '@simplewebauthn/server'),
    'Passkeys are verified in one place, which catches what the library throws and decides what it leaves open. Tests have tests/support/world/security-key.ts.',
  ),
  imports(
    (path) => product(path) && !within(path, 'db'),
    (imported) =>
      aPackage(imported, 'drizzle-orm') && imported.names.some((name) => name === 'sql' || name === '*'),
    'Raw SQL stands in db, where both databases are kept in mind.',
  ),
  imports(
    (path) => product(path) && !within(path, 'db'),
    (imported) =>
      aPackage(imported, 'better-sqlite3') || imported.written.startsWith('drizzle-orm/better-sqlite3'),
    'Only db knows which database this is: everything else has two doors, read and write.',
  ),
  imports(
    (path) => !mintsActors(path),
    (imported) =>
      imported.from === 'lib/actors' &&
      imported.names.some((name) => name === '*' || name.startsWith('mint')),
    "The type of an actor is the permission, so to mint one is to grant it: that is a gate's business.",
  ),
  contains(
    (path) => product(path) && !mintsActors(path),
    /\bas (?:unknown as )?(?:Admin|Member|Challenger|Operator|Console|ApiKey)\b/g,
    'An actor is minted by a gate, not by a cast.',
  ),
  contains(
    (path) => product(path) && path !== 'lib/records/users/change.ts',
    /\.update\(\s*(?:\w+\.)*users\s*\)(?!\s*\.set\(\{ lastSignInAt: ctx\.now\(\) \}\))/g,
    'A user is changed by changeUser, which keeps the headcounts true in the same transaction.',
  ),
  contains(
    (path) =>
      product(path) && path !== 'lib/acts/sign-in/ticket.ts' && path !== 'lib/records/users/change.ts',
    /\.update\(\s*(?:\w+\.)*users\s*\)\s*\.set\(\{ lastSignInAt: ctx\.now\(\) \}\)/g,
    'When somebody last signed in is noted where a ticket becomes a session, and nowhere else.',
  ),
  contains(
    (path) => within(path, 'app', 'lib') && !within(path, ...ofAuthenticators),
    /\bauthenticatorSecret\b/g,
    'Whether 2FA is on is asked by isEnabled and enabledIn, so that there is one place that knows what a factor is.',
  ),
  contains(
    (path) => product(path) && path !== 'lib/records/users/insert.ts',
    /\.insert\(\s*(?:\w+\.)*users\s*\)/g,
    'A person comes into being in insertUser, which counts them and makes them findable.',
  ),
  contains(
    (path) => product(path) && path !== 'lib/records/four-eyes/remove.ts',
    /\.delete\(\s*(?:\w+\.)*users\s*\)/g,
    'A person is removed in lib/records/four-eyes/remove.ts, which counts them off; removeUser keeps the last admin.',
  ),
  contains(
    (path) =>
      product(path) && !within(path, 'lib/records/four-eyes') && path !== 'lib/acts/operators/suspend.ts',
    /\.delete\(\s*(?:\w+\.)*apps\s*\)|\bchangeUser\([^;]*?\{\s*role\b|\bstatus: 'suspended',|\bremoveAuthenticator\([^)]*'reset'|\.set\(\{[^}]*\b(?:policyWho|fourEyes)\b|\bleaveAgreed\b/g,
    'What may need a second admin is done in lib/records/four-eyes, by functions that want leave for it.',
  ),
  contains(
    (path) => product(path) && path !== 'lib/records/sessions/delete.ts',
    /\.delete\(\s*(?:\w+\.)*sessions\s*\)/g,
    'A session is ended by deleteSessions, which tells the apps that were opened from it.',
  ),
  contains(
    (path) => within(path, 'lib/cli') && !path.startsWith('lib/cli/demo'),
    /(?<!new Error\()(?:'[A-Z][^'\n]* [a-z][^'\n]*'|"[A-Z][^"\n]* [a-z][^"\n]*"|`[A-Z][^`\n]* [a-z][^`\n]*`)/g,
    'What people read on the console stands in lib/messages/console, by noun: a command only says which of it.',
  ),
  contains(
    (path) => product(path),
    /^import (?!type )[^\n]*from 'oidc-provider'$/gm,
    'The main module of oidc-provider writes a warning to the console of whoever runs Node 20: its parts are imported by their own paths (lib/oidc/library.d.ts).',
  ),
  named(
    /(^|\/)(utils?|helpers?|common|services?|types)(\/|\.[^/]*$|$)/i,
    'A drawer for everything is where nobody finds anything: name the file after the noun it is about.',
  ),
  named(
    /(^|\/)index\.(m?[jt]sx?)$/,
    'A barrel hides where a thing lives and imports all of a folder for one of it: import the file itself.',
  ),
]

/** Every place where a rule is broken. */
export function offencesIn(sources: Source[]): Offence[] {
  return sources.flatMap((source) => {
    const found = importsOf(source)
    return rules.flatMap(({ why, offences }) =>
      offences(source, found).map((what) => ({ path: source.path, what, why })),
    )
  })
}

export const told = ({ path, what, why }: Offence) => `${path} ${what}. ${why}`
