import Link from 'next/link'

/** One of several filters of a list, each a link: one click applies it, with JavaScript and without. */
export function FilterLinks({
  label,
  options,
  current,
  href,
}: {
  label: string
  options: readonly { value: string; label: string }[]
  current: string
  href: (value: string) => string
}) {
  return (
    <nav
      aria-label={label}
      className="flex flex-wrap items-center gap-1 [&_[aria-current]]:bg-neutral-soft [&_[aria-current]]:text-text [&_a]:inline-flex [&_a]:items-center [&_a]:rounded-sm [&_a]:px-2.5 [&_a]:py-1.5 [&_a]:text-sm [&_a]:font-medium [&_a]:text-muted [&_a]:no-underline [&_a:hover]:bg-sunken pointer-coarse:[&_a]:min-h-11 pointer-coarse:[&_a]:min-w-11 pointer-coarse:[&_a]:justify-center"
    >
      {options.map((option) => (
        <Link
          key={option.value}
          prefetch={false}
          href={href(option.value)}
          aria-current={option.value === current ? 'page' : undefined}
        >
          {option.label}
        </Link>
      ))}
    </nav>
  )
}
