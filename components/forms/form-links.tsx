import type { ReactNode } from 'react'

/** The links below a form, to where someone goes who cannot fill it in. Each is high enough for a finger. */
export function FormLinks({ children }: { children: ReactNode }) {
  return (
    <p className="flex flex-wrap justify-between gap-x-4 gap-y-2 text-sm pointer-coarse:-my-2.5 pointer-coarse:[&>a]:py-3.25">
      {children}
    </p>
  )
}
