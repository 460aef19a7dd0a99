const fills = {
  success: 'fill-success-fill',
  warning: 'fill-warning-fill',
  danger: 'fill-danger-fill',
}

/** Parts of a whole as one bar. `label` says in words what the bar shows; nothing depends on seeing it. */
export function ProgressBar({
  label,
  total,
  parts,
}: {
  label: string
  total: number
  parts: readonly { count: number; tone: keyof typeof fills }[]
}) {
  const width = (count: number) => (total > 0 ? (Math.min(count, total) / total) * 100 : 0)
  const drawn = parts.filter((part) => part.count > 0)
  return (
    <svg role="img" aria-label={label} width="100%" height="8" className="block overflow-hidden rounded-full">
      <rect width="100%" height="8" className="fill-neutral-soft" />
      {drawn.map((part, index) => {
        const start = drawn.slice(0, index).reduce((sum, before) => sum + width(before.count), 0)
        return (
          <g key={part.tone}>
            <rect x={`${start}%`} width={`${width(part.count)}%`} height="8" className={fills[part.tone]} />
            {index > 0 && <rect x={`${start}%`} width="2" height="8" className="fill-surface" />}
          </g>
        )
      })}
    </svg>
  )
}
