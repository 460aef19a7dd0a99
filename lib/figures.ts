import { days, minutes } from './duration'

/** How long an access token of the token API works; the refresh token gets the next one. */
export const accessLife = minutes(10)

/** A browser that was not used for so long is one not seen before. */
export const browserLife = days(365)

/** No browser is trusted for longer. */
export const longestTrust = days(30)

/** A challenge is dead after this many attempts. */
export const attemptsPerChallenge = 5

/** So many authenticators and passkeys someone may have, together. */
export const factorsAtMost = 10

/** An API key expires after this long at most. */
export const longestKeyLife = days(365)

/** How many API keys an organization may have: the page lists them all. */
export const apiKeysAtMost = 100

/** With so many recovery codes left, or fewer, someone should make new ones. */
export const fewCodes = 3

/** So many people of a group are counted for a list, and no more. */
export const mostCounted = 1000

/** Four eyes needs so many active admins with two-factor authentication. */
export const adminsForFourEyes = 3

/** So many acts of an organization may wait for a second admin at once. */
export const askedAtMost = 20

/** So many people are added at once at most, and to so many something is done at once. */
export const mostPeopleAtOnce = 5000

/** So many batches of an organization run at once. */
export const batchesAtOnce = 20

/** A list of people may be so large, in bytes; and so long where it is pasted, in characters. */
export const largestPeopleFile = 2 * 1024 * 1024
export const longestPeopleText = 1_000_000
