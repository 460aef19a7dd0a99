/** The code in the digits of another script, of which this is the zero. */
export const inDigits = (code: string, zero: number) =>
  [...code].map((digit) => String.fromCodePoint(zero + Number(digit))).join('')

/** Anything but the six digits, made of the right ones. */
export const oddities = (code: string) => [
  code.slice(1),
  `0${code}`,
  `${code}0`,
  `+${code.slice(1)}`,
  `${code}.0`,
  '1e5',
  '0x1E240',
  inDigits(code, 0xff10),
  inDigits(code, 0x0660),
  inDigits(code, 0x1d7ce),
  `${code}\u0000`,
  `${code},${code}`,
  "' or 1=1 --",
  '{"$gt":""}',
  '__proto__',
  '½½½½½½',
]

/** The code as people type it, paste it from a message or copy it out of text that runs from right to left. */
export const waysToType = (code: string) => {
  const [a, b] = [code.slice(0, code.length / 2), code.slice(code.length / 2)]
  const dashes = ['-', '\u2010', '\u2011', '\u2013', '\u2014', '\u2212', '\ufe63', '\uff0d', '\u00ad']
  const spaces = [' ', '\u00a0', '\u2009', '\u202f', '\t']
  const directions = ['\u200e', '\u200f', '\u061c', '\u202a', '\u202e', '\u2066', '\u2069']
  const marks = [...directions, '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff']
  return [
    ...[...dashes, ...spaces].map((gap) => `${a}${gap}${b}`),
    ...[...marks, ...spaces].map((mark) => `${mark}${code}${mark}`),
    `-${code}`,
    `${a} \u2013 ${b}\r\n`,
  ]
}
