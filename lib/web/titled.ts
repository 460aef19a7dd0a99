import type { Metadata } from 'next'

/**
 * The title of a page behind a gate, for its `generateMetadata`. For whoever the gate does not let through the page does not
 * exist, and nor does its title.
 */
export const titled = (gate: () => Promise<unknown>, title: string) => async (): Promise<Metadata> => {
  await gate()
  return { title }
}
