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

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-accent-text hover:bg-accent-hover',
  secondary: 'border-border-strong bg-surface text-text hover:bg-sunken',
  danger: 'border-border-strong bg-surface text-danger hover:bg-danger-soft',
  destructive: 'border-transparent bg-danger-fill text-accent-text hover:bg-danger-fill-hover',
}

const sizes: Record<ButtonSize, string> = {
  normal: 'min-h-9.5 px-3.5 text-base',
  small: 'min-h-7.5 px-2.5 text-sm',
}

/** The classes of everything that looks like a button: buttons, links, invoker buttons. */
export function buttonClasses({ variant = 'secondary', size = 'normal', full = false }: ButtonLook) {
  return `inline-flex items-center justify-center gap-2 rounded-sm border py-1 text-center font-medium no-underline transition-colors aria-disabled:cursor-default aria-disabled:opacity-60 pointer-coarse:min-h-11 ${variants[variant]} ${sizes[size]} ${full ? 'w-full' : 'w-fit'}`
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
