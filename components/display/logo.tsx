/** An organization's logo, no larger than its place. */
export function Logo({ src, name }: { src: string; name: string }) {
  // biome-ignore lint/performance/noImgElement: it is a small PNG already, and kept by browsers for good
  return <img src={src} alt={name} className="max-h-18 max-w-full justify-self-start" />
}
