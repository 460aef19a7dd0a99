/** An organization's logo, no larger than its place. It is made for a light page: on a dark one it stands on white. */
export function Logo({ src, name }: { src: string; name: string }) {
  // biome-ignore lint/performance/noImgElement: it is a small PNG already, and kept by browsers for good
  return <img src={src} alt={name} className="logo max-h-18 max-w-60 justify-self-start" />
}
