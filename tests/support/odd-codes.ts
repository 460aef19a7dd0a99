/** The code in the digits of another script, of which this is the zero. */
export const inDigits = (code: string, zero: number) =>
  [...code].map((digit) => String.fromCodePoint(zero + Number(digit))).join('')

/** Anything but the six digits, made of the right ones. */
export const oddities = (code: string) => [
  code.slice(1),
  `0${code}`,
  `${code}0`,
  `+${code.slice(1)}`,
  `-${code}`,
  `${code}.0`,
  '1e5',
  '0x1E240',
  inDigits(code, 0xff10),
  inDigits(code, 0x0660),
  inDigits(code, 0x1d7ce),
  `${code}\u0000`,
  `${code},${code}`,
  `${code}\u200b`,
  "' or 1=1 --",
  '{"$gt":""}',
  '__proto__',
  '½½½½½½',
  '\u202e123456',
]
