/** The product's mark and name. The mark is decoration: the name is always there as text. */
export function Brand({ name, organization }: { name: string; organization?: string | undefined }) {
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <Mark />
      <div className="min-w-0">
        <p className="text-md leading-tight [overflow-wrap:anywhere] font-semibold tracking-tight">{name}</p>
        {organization && <p className="text-xs text-muted [overflow-wrap:anywhere]">{organization}</p>}
      </div>
    </div>
  )
}

/** Two digits and the sign that answers them. */
function Mark() {
  return (
    <svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true" className="flex-none">
      <rect width="28" height="28" rx="7" className="fill-accent" />
      <circle cx="8" cy="14" r="1.9" fill="#fff" fillOpacity=".72" />
      <circle cx="13" cy="14" r="1.9" fill="#fff" fillOpacity=".72" />
      <path
        d="m16.6 14.4 2.3 2.5 4-5.6"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
