import { initials } from './avatar'

/** An app's icon, or the first letter of its name. Decoration: the name always stands beside it. */
export function AppIcon({
  name,
  src,
  size = 'normal',
}: {
  name: string
  src: string | null
  size?: 'normal' | 'large'
}) {
  const box = size === 'large' ? 'size-12 rounded-lg text-lg' : 'size-7.5 rounded-md text-xs'
  if (src) {
    // biome-ignore lint/performance/noImgElement: it is small already, and served by us
    return <img src={src} alt="" className={`flex-none object-contain ${box}`} />
  }
  return (
    <span
      aria-hidden="true"
      className={`grid flex-none place-items-center overflow-hidden bg-accent-soft font-semibold text-link ${box}`}
    >
      {[...initials(name)][0]}
    </span>
  )
}
