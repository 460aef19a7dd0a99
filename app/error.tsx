'use client'

import { AnchorButton, Button } from '@/components/button'

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <main className="mx-auto grid min-h-[60dvh] max-w-100 content-center gap-4 p-4">
      <h1 className="text-xl font-semibold tracking-tight">Something went wrong</h1>
      <p className="text-muted">
        It was recorded in the server’s log{error.digest ? ` under ${error.digest}` : ''}. Try again, or start
        from the beginning.
      </p>
      <div className="flex flex-wrap gap-2.5">
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
        <AnchorButton href="/">Go to the start</AnchorButton>
      </div>
    </main>
  )
}
