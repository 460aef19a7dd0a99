import { cookies } from 'next/headers'
import { z } from 'zod'
import { days } from '../duration'
import { cookieName, cookieOptions } from './cookies'

const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The theme this browser chose; the system's where it chose none. */
export async function currentTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(cookieName('theme'))?.value
  return themes.find((theme) => theme === chosen) ?? 'system'
}

export const themeInput = z.strictObject({ theme: z.enum(themes) })

/** Remembers a choice for a year. */
export async function keepTheme(theme: Theme): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName('theme'), theme, { ...cookieOptions(), maxAge: days(365) / 1000 })
}
