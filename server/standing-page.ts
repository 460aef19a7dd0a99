import { escaped } from '@/lib/html'

/** A page that needs neither Next nor a script: a title, a sentence and one link, in the look of the offline page. */
export function standingPage(title: string, sentence: string, link: { href: string; words: string }): string {
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
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(sentence)}</p>
<a href="${escaped(link.href)}">${escaped(link.words)}</a>
</main>
</body>
</html>
`
}
