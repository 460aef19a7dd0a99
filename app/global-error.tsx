'use client'

/** Drawn when even the layout failed. Prerendered, so it has no nonce: no script and no style of its own. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Something went wrong</h1>
          <p>It was recorded in the server’s log. Reload the page, or try again in a minute.</p>
          <p>
            <a href="/">Go to the start</a>
          </p>
        </main>
      </body>
    </html>
  )
}
