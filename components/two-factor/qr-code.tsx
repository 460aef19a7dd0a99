export type QrModules = { size: number; data: ArrayLike<number | boolean> }

const quietZone = 4 // modules, ISO/IEC 18004

/** A QR code as one path: black on white whatever the theme, for that is what scanners read. */
export function QrCode({ modules, label = 'QR code' }: { modules: QrModules; label?: string }) {
  const side = modules.size + 2 * quietZone
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-quietZone} ${-quietZone} ${side} ${side}`}
      shapeRendering="crispEdges"
      className="block w-full max-w-55 flex-none rounded-md border border-border forced-color-adjust-none"
    >
      <rect x={-quietZone} y={-quietZone} width={side} height={side} fill="#fff" />
      <path d={darkRuns(modules)} fill="#000" />
    </svg>
  )
}

/** One rectangle for each run of dark modules in a row. */
function darkRuns({ size, data }: QrModules): string {
  let path = ''
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const start = x
      while (x < size && data[y * size + x]) x++
      if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`
    }
  }
  return path
}
