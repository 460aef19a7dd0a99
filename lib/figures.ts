import { days, minutes } from './duration'

/** How long an access token of the token API works; the refresh token gets the next one. */
export const accessLife = minutes(10)

/** A browser that was not used for so long is one not seen before. */
export const browserLife = days(365)

/** A challenge is dead after this many attempts. */
export const attemptsPerChallenge = 5

/** An API key expires after this long at most. */
export const longestKeyLife = days(365)

/** How many API keys an organization may have: the page lists them all. */
export const apiKeysAtMost = 100

/** So many people of a group are counted for a list, and no more. */
export const mostCounted = 1000
