import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { verify } from '@node-rs/argon2'
import { hashPassword } from '@/lib/crypto/password-hash'
import { startWithApps } from './apps'
import { buildBareApp, startBareApp, startBareNode } from './bare-app'
import { compare } from './comparison'
import { compareFirstLoad } from './first-load'
import { connections, pagesPerSecond, perSecond, visitors } from './load'
import { compareOpenIdConnect, startBareProvider } from './openid-connect'
import { populate } from './people'
import { startProduct } from './server'
import { SignIns } from './sign-ins'
import { addSites } from './sites'
import { type Line, printTable } from './table'
import { compareTokenApi } from './token-api'
import { compareLists, list, signedIn, startLarge, startSmall } from './user-list'

/*
 * `npm run bench`: the production build on loopback against its floors, all in one run, printed as a table. Nothing
 * is asserted: a slow machine is slow with both.
 */

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, people: { type: 'string', default: '100000' } },
})
const rounds = Number(options.rounds)
// Each signs in once: more than the cores can hash for in the rounds, the first one among them, that warms up.
const enrolled = 1500 * availableParallelism() * (rounds + 1)
const password = 'violet harbour stapler 42'

async function bench(build: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const load = loadavg()[0]?.toFixed(1)
  say('Building the bare app')
  const bare = await buildBareApp(build)
  say('Signing in, and pages signed in')
  const lines = await compareSignedIn(build, bare, folder)
  say(`Adding ${options.people} people`)
  const small = await startSmall(build, folder, 100)
  const large = await startLarge(build, folder, Number(options.people))
  say('The list of people')
  const lists = await compare(await compareLists(small, large), rounds)
  await Promise.all([small.server.stop(), large.server.stop()])
  say('Adding apps')
  const apps = await compareApps(build, bare, folder)
  console.log(
    `\nNode ${process.versions.node}, ${availableParallelism()} cores, load ${load} when it began.\n`,
  )
  printTable([...lines, ...lists, ...apps])
}

async function compareSignedIn(build: string, bare: string, folder: string): Promise<Line[]> {
  const passwordHash = await hashPassword(password)
  const data = join(folder, 'sign-in')
  const people = await populate(data, {
    ...{ people: enrolled + 1, enrolled, passwordHash, adminSessions: connections },
  })
  const team = await populate(data, { people: 25, domain: 'team.example.com', adminSessions: connections })
  const gates = await addSites(data, 1, people.sessions)
  const product = await startProduct(build, data)
  const floor = await startBareApp(bare, folder)

  const constant = await startBareNode(bare, folder)

  const signIns = new SignIns(people.enrolled, password)
  const cores = Array.from({ length: availableParallelism() }, () => null)
  const strangers = visitors(floor.port)
  const members = visitors(product.port)
  const admins = signedIn(product, team.sessions)
  await Promise.all(members.map((member) => signIns.byForms(member)))
  const hashing = {
    floorIs: 'argon2id verifications/s',
    floor: (seconds: number) =>
      perSecond(cores, seconds, async () => {
        if (!(await verify(passwordHash, password))) throw new Error('The hash does not fit.')
      }),
  }

  const lines = await compare(
    [
      {
        what: 'sign-ins with password and code',
        per: 'sign-ins/s',
        ...hashing,
        measure: async (seconds) => {
          await signIns.readCodes(seconds * 25 * availableParallelism())
          return perSecond(visitors(product.port), seconds, (visitor) => signIns.byForms(visitor))
        },
        seconds: 5,
        target: { atLeast: 0.35 },
      },
      {
        what: '/profile, signed in',
        per: 'pages/s',
        floorIs: 'bare pages/s',
        measure: (seconds) => pagesPerSecond(members, '/profile', seconds),
        floor: (seconds) => pagesPerSecond(strangers, '/', seconds),
        seconds: 3,
        target: { atLeast: 0.5 },
      },
      {
        what: `${list}, 25 rows`,
        per: 'pages/s',
        floorIs: 'bare pages/s',
        measure: (seconds) => pagesPerSecond(admins, list, seconds),
        floor: (seconds) => pagesPerSecond(strangers, '/', seconds),
        seconds: 3,
        target: { atLeast: 0.3 },
      },
      ...compareTokenApi(
        { product: product.port, bareNext: floor.port, bareNode: constant.port, gates },
        signIns,
        hashing,
      ),
    ],
    rounds,
  )
  const firstLoad = await compareFirstLoad(build, product.port, bare, floor.port)
  await Promise.all([product.stop(), floor.stop(), constant.stop()])
  return [...lines, firstLoad]
}

async function compareApps(build: string, bare: string, folder: string): Promise<Line[]> {
  const few = await startWithApps(build, folder, { apps: 1, people: 100 })
  const many = await startWithApps(build, folder, { apps: 1000, people: Number(options.people) })
  const library = await startBareProvider(bare, folder, few.app)
  say('Signing in to apps')
  const lines = await compare(await compareOpenIdConnect(few, many, library), rounds)
  await Promise.all([few.server, many.server, library].map((server) => server.stop()))
  return lines
}

const say = (what: string) => console.log(`${what}…`)

const { COUNTERSIGN_BUILD } = process.env
if (!COUNTERSIGN_BUILD) throw new Error('Start it with `npm run bench`.')
await bench(COUNTERSIGN_BUILD)
