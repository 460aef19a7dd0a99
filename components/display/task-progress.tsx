/** How far something that takes a while has come. `words` says it too, and is announced as it changes. */
export function TaskProgress({
  label,
  done,
  total,
  words,
}: {
  label: string
  done: number
  total: number
  words: string
}) {
  return (
    <div className="grid gap-2">
      <progress aria-label={label} value={done} max={Math.max(total, 1)} className="h-2 w-full" />
      <p role="status" className="text-muted">
        {words}
      </p>
    </div>
  )
}
