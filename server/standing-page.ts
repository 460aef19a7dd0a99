import { escaped } from '@/lib/html'

type Link = { href: string; words: string }

/** A page that needs neither Next nor a script: a title, a sentence and one link, in the look of the offline page. */
export function standingPage(title: string, sentence: string, link: Link): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/offline.css">
</head>
<body>
${standingMain(title, sentence, link)}
</body>
</html>
`
}

/**
 * The same for whoever has no script, within a page of Next's that one fills: that page says in no language that it is
 * empty. With a script it stays what it is.
 */
export function withStandingMain(page: string, title: string, sentence: string, link: Link): string {
  const main = standingMain(title, sentence, link)
  return page
    .replace(filledByScript, `${filledByScript.slice(0, -1)} lang="en">`)
    .replace('</head>', '<noscript><link rel="stylesheet" href="/offline.css"></noscript></head>')
    .replace('<body>', `<body><noscript>${main}</noscript>`)
}

/** How a page begins that Next leaves to a script, such as one that was not found within a frame. */
export const filledByScript = '<html id="__next_error__">'

const standingMain = (title: string, sentence: string, { href, words }: Link) => `<main>
<h1>${escaped(title)}</h1>
<p>${escaped(sentence)}</p>
<a href="${escaped(href)}">${escaped(words)}</a>
</main>`
