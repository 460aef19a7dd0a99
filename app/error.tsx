'use client'

import { AnchorButton, Button } from '@/components/display/button'

/** Drawn where a page failed while JavaScript ran; where a whole page could not be drawn, the server's own stands. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = (error as { digest?: unknown } | null)?.digest
  return (
    <main className="mx-auto grid min-h-[60dvh] max-w-100 content-center gap-4 p-4">
      <h1 className="text-xl font-semibold tracking-tight">Something went wrong</h1>
      <p className="text-muted">Try again. If it happens again, tell whoever runs this server.</p>
      {typeof digest === 'string' && <p className="text-sm text-muted">{`Error ${digest}`}</p>}
      <div className="flex flex-wrap gap-2.5">
        <Button variant="primary" onClick={() => retry()}>
          Try again
        </Button>
        <AnchorButton href="/">Go home</AnchorButton>
      </div>
    </main>
  )
}
