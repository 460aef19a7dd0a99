/** What the demo says. */
export const about =
  'Makes a demo organization with apps, an operator, a recovery request and a policy, in an empty data folder.'

export const where = (address: string) => `Demo: ${address}`

export const asYouLeftIt = (password: string) =>
  `The demo is as you left it. Everyone's password: ${password}`

export const everyonesPassword = (password: string) => `Everyone's password: ${password}`

export const typeTheKey = 'Enter a setup key in an authenticator app instead of scanning a QR code.'

export const notEmpty = 'This data folder holds an organization. Set DATA_DIR to another one.'

/** Who is who. */
export const states = {
  maria: 'admin, two-factor on',
  arun: 'two-factor on, by choice',
  bea: 'required, will set it up at the next sign-in',
  chidi: 'two-factor off, must set it up within a week',
  dana: 'suspended',
  ewa: 'invited',
  omar: 'operator of this server, two-factor on',
  frida: 'admin, lost her phone and codes: her recovery request waits for Omar',
}
