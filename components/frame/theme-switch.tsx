import { Monitor, Moon, Sun } from 'lucide'
import { Icon } from '../display/icon'
import { ButtonForm } from '../forms/button-form'
import type { FormAction } from '../forms/form-request'

export type Theme = 'system' | 'light' | 'dark'

const themes = [
  { value: 'system', label: 'System theme', shapes: Monitor },
  { value: 'light', label: 'Light theme', shapes: Sun },
  { value: 'dark', label: 'Dark theme', shapes: Moon },
] as const

/** Three buttons of a form that posts `theme` to the action. Needs no JavaScript. */
export function ThemeSwitch({ action, current }: { action: FormAction; current: Theme }) {
  return (
    <ButtonForm action={action}>
      <fieldset className="inline-flex rounded-sm bg-neutral-soft p-0.5">
        <legend className="sr-only">Theme</legend>
        {themes.map(({ value, label, shapes }) => (
          <button
            key={value}
            type="submit"
            name="theme"
            value={value}
            aria-label={label}
            aria-pressed={value === current}
            title={label}
            className="theme"
          >
            <Icon shapes={shapes} className="size-3.75" />
          </button>
        ))}
      </fieldset>
    </ButtonForm>
  )
}
