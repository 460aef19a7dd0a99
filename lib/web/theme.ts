import { cookies } from 'next/headers'
import { days } from '../duration'

const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const name = 'cs.theme'

/** The theme this browser chose; the system's where it chose none. */
export async function currentTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(name)?.value
  return themes.find((theme) => theme === chosen) ?? 'system'
}

/** Remembers a choice for a year. Anything but a theme is the system's. */
export async function keepTheme(chosen: unknown): Promise<void> {
  const theme = themes.find((one) => one === chosen) ?? 'system'
  const jar = await cookies()
  jar.set(name, theme, { path: '/', sameSite: 'lax', httpOnly: true, maxAge: days(365) / 1000 })
}
