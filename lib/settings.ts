import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import type { DatabasePlace } from '@/db/open'
import type { RecoveryRules } from './context'
import { databaseServerOf, databaseVariables } from './database-settings'
import { hours } from './duration'
import { appName } from './name'
import { certificates, mailAdmin, mailFrom, type SmtpAuth, smtpAccount, smtpUrl } from './smtp-settings'

const proxies = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((hop) => hop.trim())
      .filter(Boolean),
  )
  .refine((hops) => hops.every((hop) => ipaddr.isValid(hop) || ipaddr.isValidCIDR(hop)), {
    error: 'must be addresses or networks such as 127.0.0.1 or 10.0.0.0/8, separated by commas',
  })

const address = z
  .string()
  .refine(URL.canParse, { error: 'must be an address such as https://id.example.com' })
  .transform((text) => new URL(text))
  .refine((url) => url.pathname === '/' && !url.search && !url.hash && !url.username, {
    error: 'must be an origin without a path, such as https://id.example.com',
  })
  .refine((url) => url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url)), {
    error:
      'must begin with https:// unless it is localhost: passwords and codes must not be sent unencrypted',
  })

/** What every server is called that was given no name of its own. */
const defaultAppName = 'Countersign'

const workersWords = 'must be a whole number from 1 to 64'

const portWords = 'must be a whole number from 1 to 65535'

const environment = z.object({
  PORT: z
    .string()
    .trim()
    .regex(/^\d+$/, { error: portWords })
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65535, { error: portWords })
    .default(3000),
  // In brackets, as an address has it.
  HOST: z
    .string()
    .trim()
    .transform((host) => host.replace(/^\[(.*)\]$/, '$1'))
    // Node takes none for all of them.
    .refine((host) => host !== '', { error: 'must be an address of this computer, such as 127.0.0.1' })
    .default('127.0.0.1'),
  WORKERS: z
    .string()
    .trim()
    .regex(/^\d+$/, { error: workersWords })
    .transform(Number)
    .refine((workers) => workers >= 1 && workers <= 64, { error: workersWords })
    .default(1),
  APP_URL: address.optional(),
  APP_NAME: appName.default(defaultAppName),
  DATA_DIR: z.string().min(1).default('./data'),
  ...databaseVariables,
  SECRETS_DIR: z.string().min(1).optional(),
  ENCRYPTION_KEY: z
    .string()
    .refine((text) => Buffer.from(text, 'base64').length === 32, { error: 'must be 32 bytes in base64' })
    .optional(),
  TRUSTED_PROXIES: proxies,
  HSTS: z
    .enum(['host', 'subdomains', 'preload'], { error: 'must be host, subdomains or preload' })
    .default('host'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, { error: 'must have at least 16 characters, without spaces' })
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an address such as http://127.0.0.1:4318' })
    .optional(),
  SMTP_URL: smtpUrl.optional(),
  SMTP_USER: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  SMTP_CA: certificates.optional(),
  MAIL_FROM: mailFrom.optional(),
  MAIL_ADMIN: mailAdmin.optional(),
  RECOVERY_APPROVALS: z.coerce
    .number({ error: 'must be 1 or 2' })
    .int({ error: 'must be 1 or 2' })
    .min(1, { error: 'must be 1 or 2' })
    .max(2, { error: 'must be 1 or 2' })
    .default(1),
  RECOVERY_WAIT: z.coerce
    .number({ error: 'must be a number of hours' })
    .min(0, { error: 'must be a number of hours, from 0 to 720' })
    .max(720, { error: 'must be a number of hours, from 0 to 720' })
    .default(24),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be debug, info, warn, error or silent',
    })
    .optional(),
})

const secrets = [
  'DATABASE_URL',
  'ENCRYPTION_KEY',
  'METRICS_TOKEN',
  'SMTP_URL',
  'SMTP_PASSWORD',
  'SMTP_CA',
] as const

/** Something in the environment is wrong. The message is one sentence that names the variable. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

export type Settings = {
  port: number
  host: string
  /** How many processes serve there. */
  workers: number
  appUrl: URL
  appName: string
  /** The SQLite file; where `databaseServer` is set, only what stands beside it is used. */
  databaseFile: string
  /** The PostgreSQL database; null: the file. */
  databaseServer: DatabasePlace['databaseServer']
  secretsFolder: string
  encryptionKey: Buffer | null
  trustedProxies: string[]
  /** What browsers are told to open by https only: this host, those below it as well, or those on browsers' lists too. */
  hsts: 'host' | 'subdomains' | 'preload'
  /** With which `/metrics` is read from other machines; null: from none. */
  metricsToken: string | null
  /** Where traces are sent to (OTLP over HTTP); null: none are made. */
  tracesUrl: string | null
  /** The mail server; null: mail is put into `mailFolder` instead. */
  smtpUrl: URL | null
  /** Who signs in there; null: no one. */
  smtpAuth: SmtpAuth | null
  /** Certificates, PEM, by which the mail server is known beside those that Node.js trusts. */
  smtpCa: string | null
  mailFrom: string
  mailFolder: string
  /** Who runs the server: told of what no one else is there for. */
  mailAdmin: string | null
  recovery: RecoveryRules
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

export const isLocal = (url: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)

/** Reads the settings once. Throws `SettingsError`. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  // Migrations, icons and the build are looked for from here.
  if (!existsSync(join('db', 'migrations')))
    throw new SettingsError(
      `Start this in its own folder, where db/migrations is: ${process.cwd()} is not that.`,
    )
  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && value !== '') given[name] = value
  for (const name of secrets) {
    const file = given[`${name}_FILE`]
    if (file) given[name] = readSecret(`${name}_FILE`, file)
  }
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new SettingsError(`${issue?.path.join('.')} ${issue?.message}.`)
  }
  const settings = parsed.data
  const dataFolder = resolve(settings.DATA_DIR)
  const appUrl = settings.APP_URL ?? new URL(`http://localhost:${settings.PORT}`)
  const smtp = smtpAccount(settings.SMTP_URL, settings.SMTP_USER, settings.SMTP_PASSWORD)
  if (typeof smtp === 'string') throw new SettingsError(smtp)
  if (smtp.url && !settings.MAIL_FROM)
    throw new SettingsError('MAIL_FROM must be set where SMTP_URL is: the address that email comes from.')
  return {
    port: settings.PORT,
    host: settings.HOST,
    workers: settings.WORKERS,
    appUrl,
    appName: settings.APP_NAME,
    databaseFile: join(dataFolder, 'db', 'countersign.sqlite'),
    databaseServer: databaseServerOf(settings),
    secretsFolder: settings.SECRETS_DIR ? resolve(settings.SECRETS_DIR) : join(dataFolder, 'secrets'),
    encryptionKey: settings.ENCRYPTION_KEY ? Buffer.from(settings.ENCRYPTION_KEY, 'base64') : null,
    trustedProxies: settings.TRUSTED_PROXIES,
    hsts: settings.HSTS,
    metricsToken: settings.METRICS_TOKEN ?? null,
    tracesUrl: settings.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    smtpUrl: smtp.url,
    smtpAuth: smtp.auth,
    smtpCa: settings.SMTP_CA ?? null,
    mailFrom: settings.MAIL_FROM ?? `countersign@${appUrl.hostname}`,
    mailFolder: join(dataFolder, 'mail'),
    mailAdmin: settings.MAIL_ADMIN ?? null,
    recovery: { approvals: settings.RECOVERY_APPROVALS, wait: hours(settings.RECOVERY_WAIT) },
    // On a terminal the link that was printed should stay in sight.
    logLevel: settings.LOG_LEVEL ?? (process.stdout.isTTY ? 'warn' : 'info'),
  }
}

function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new SettingsError(`${name} names a file that cannot be read: ${file}.`)
  }
}
