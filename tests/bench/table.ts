/** One line of the result. `value` is a ratio, or where there is a unit a difference in it. */
export type Line = {
  what: string
  measured: string
  floor: string
  value: number
  unit?: string
  target: { atLeast: number } | { atMost: number }
}

export function printTable(lines: Line[]): void {
  const head = ['', 'measured', 'floor', 'ratio', 'target', '']
  const rows = lines.map(({ what, measured, floor, value, unit, target }) => {
    const met = 'atLeast' in target ? value >= target.atLeast : value <= target.atMost
    const bound = 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`
    const [ratio, limit] = unit
      ? [`+${value.toFixed(1)} ${unit}`, `${bound} ${unit}`]
      : [value.toFixed(2), bound]
    return [what, measured, floor, ratio, limit, met ? 'met' : 'missed']
  })
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  for (const row of [head, ...rows]) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
  }
}
