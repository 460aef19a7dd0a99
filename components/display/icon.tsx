import type { IconNode } from 'lucide'
import { createElement } from 'react'

/**
 * One of Lucide's icons, drawn by the server: as components of lucide-react they are sent twice, once as HTML and once as
 * data for the browser to draw them again. Decoration: what it means stands beside it. A class such as `size-4` says how
 * large it is.
 */
export function Icon({ shapes, className }: { shapes: IconNode; className: string }) {
  const drawn = shapes.map(([shape, attributes]) => createElement(shape, attributes))
  return createElement(
    'svg',
    { viewBox: '0 0 24 24', 'aria-hidden': true, className: `icon ${className}` },
    ...drawn,
  )
}
