/** Between two ways to do the same. */
export function Or() {
  return (
    <p className="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      <span>or</span>
    </p>
  )
}
