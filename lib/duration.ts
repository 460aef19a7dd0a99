/** Durations in milliseconds, so that no bare number has to be read twice. */
export const seconds = (n: number) => n * 1000
export const minutes = (n: number) => seconds(60 * n)
export const hours = (n: number) => minutes(60 * n)
export const days = (n: number) => hours(24 * n)

export const later = (from: Date, milliseconds: number) => new Date(from.getTime() + milliseconds)

export const earlier = (one: Date, other: Date) => new Date(Math.min(one.getTime(), other.getTime()))
