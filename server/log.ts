import pino from 'pino'
import type { Settings } from '@/lib/settings'

export type Log = pino.Logger

/** One JSON line per event on standard output. What could be a secret is cut out wherever it stands. */
export function openLog(level: Settings['logLevel']): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'password',
        'newPassword',
        'code',
        'recoveryCode',
        'token',
        'ticket',
        'cookie',
        'authorization',
      ].flatMap((name) => [name, `*.${name}`]),
      censor: '[redacted]',
    },
  })
}

/** What of an error is written down. */
export function plainError(error: unknown): { name: string; message: string } {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  return { name, message }
}
