import type { ComponentPropsWithoutRef } from 'react'

/** `danger` opens a dialog about a destructive act, `destructive` is the button in it that does it. */
export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'destructive'
export type ButtonSize = 'normal' | 'small'
export type ButtonLook = {
  variant?: ButtonVariant | undefined
  size?: ButtonSize | undefined
  /** As wide as its container. */
  full?: boolean | undefined
}

/** The classes of everything that looks like a button: buttons and links. `button` is in globals.css. */
export function buttonClasses({ variant = 'secondary', size = 'normal', full = false }: ButtonLook) {
  return ['button', variant !== 'secondary' && variant, size === 'small' && size, full && 'w-full']
    .filter(Boolean)
    .join(' ')
}

/** A button that does not submit unless `type` says so; forms use SubmitButton. */
export function Button({
  variant,
  size,
  full,
  type = 'button',
  ...rest
}: ButtonLook & Omit<ComponentPropsWithoutRef<'button'>, 'className'>) {
  return <button type={type} className={buttonClasses({ variant, size, full })} {...rest} />
}

/** A plain `<a>` that looks like a button: signed-out pages, downloads, other schemes. Inside the app use LinkButton. */
export function AnchorButton({
  variant,
  size,
  full,
  ...rest
}: ButtonLook & Omit<ComponentPropsWithoutRef<'a'>, 'className'>) {
  return <a className={buttonClasses({ variant, size, full })} {...rest} />
}
