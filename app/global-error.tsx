'use client'

/** Drawn when even the layout failed. Prerendered, so it has no nonce: no script and no style of its own. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Something went wrong</h1>
          <p>Reload the page. If it happens again, tell whoever runs this server.</p>
          <p>
            <a href="/">Go home</a>
          </p>
        </main>
      </body>
    </html>
  )
}
