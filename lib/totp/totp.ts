import { generateSecret, generateSync, verifySync } from 'otplib'
import { readCode } from './typed-codes'

/** RFC 6238 with the one set of parameters every authenticator app supports: SHA-1, 6 digits, 30 seconds. */
const period = 30

const tolerance = period

/** 160 bits from the system's generator (RFC 4226 R6), as base32: the setup key. */
export const newSetupKey = () => generateSecret()

/** The time step of a moment. */
export const stepAt = (now: Date) => Math.floor(now.getTime() / 1000 / period)

/** The code of this moment, for the demo, which has no phone. */
export const currentCode = (secret: string, now: Date) =>
  generateSync({ secret, epoch: Math.floor(now.getTime() / 1000), period })

/**
 * The time step whose code this is, at most one step either side of now (RFC 6238 5.2) and later than `afterStep`;
 * null when the code is not right. Never throws: what cannot be read is not right.
 */
export function matchingStep(
  setupKey: string,
  typed: string,
  now: Date,
  afterStep: number | null,
): number | null {
  const code = readCode(typed)
  if (!code) return null
  const step = stepOf(setupKey, code, Math.floor(now.getTime() / 1000), tolerance)
  return step !== null && step > (afterStep ?? -1) ? step : null
}

/** How many seconds a phone's clock seems to be off whose code would be right within ten minutes; null if it is not. */
export function clockOff(setupKey: string, typed: string, now: Date): number | null {
  const code = readCode(typed)
  if (!code) return null
  const seconds = Math.floor(now.getTime() / 1000)
  for (let off = 2 * period; off <= 20 * period; off += period) {
    for (const signed of [off, -off]) {
      if (stepOf(setupKey, code, seconds + signed, 0) !== null) return signed
    }
  }
  return null
}

function stepOf(secret: string, token: string, epoch: number, epochTolerance: number): number | null {
  try {
    const result = verifySync({ secret, token, epoch, epochTolerance, period })
    return result.valid ? ((result as { timeStep?: number }).timeStep ?? null) : null
  } catch {
    return null
  }
}
