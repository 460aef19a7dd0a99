import { Monitor, Moon, Sun } from 'lucide-react'
import { ButtonForm } from '../forms/button-form'
import type { FormAction } from '../forms/form-request'

export type Theme = 'system' | 'light' | 'dark'

const themes = [
  { value: 'system', label: 'System theme', Icon: Monitor },
  { value: 'light', label: 'Light theme', Icon: Sun },
  { value: 'dark', label: 'Dark theme', Icon: Moon },
] as const

/** Three buttons of a form that posts `theme` to the action. Needs no JavaScript. */
export function ThemeSwitch({ action, current }: { action: FormAction; current: Theme }) {
  return (
    <ButtonForm action={action}>
      <fieldset className="inline-flex rounded-sm bg-neutral-soft p-0.5">
        <legend className="sr-only">Theme</legend>
        {themes.map(({ value, label, Icon }) => (
          <button
            key={value}
            type="submit"
            name="theme"
            value={value}
            aria-label={label}
            aria-pressed={value === current}
            title={label}
            className="grid h-7 w-9 place-items-center rounded-[4px] text-muted hover:text-text aria-pressed:bg-raised aria-pressed:text-text aria-pressed:shadow-card pointer-coarse:h-11 pointer-coarse:w-11"
          >
            <Icon size={15} aria-hidden />
          </button>
        ))}
      </fieldset>
    </ButtonForm>
  )
}
