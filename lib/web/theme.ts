import { cookies } from 'next/headers'
import { days } from '../duration'
import { cookieName, cookieOptions } from './cookies'

const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The theme this browser chose; the system's where it chose none. */
export async function currentTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(cookieName('theme'))?.value
  return themes.find((theme) => theme === chosen) ?? 'system'
}

/** Remembers a choice for a year. Anything but a theme is the system's. */
export async function keepTheme(chosen: unknown): Promise<void> {
  const theme = themes.find((one) => one === chosen) ?? 'system'
  const jar = await cookies()
  jar.set(cookieName('theme'), theme, { ...cookieOptions(), maxAge: days(365) / 1000 })
}
