/*
 * Shows the offline page where a page cannot be fetched, and does nothing else: everything but the opening of a page
 * goes past it, and it keeps the two files below and nothing that anybody was shown. See docs/decisions/0010-installed-app.md.
 */

// Raise it with every change of the files: the name is what makes browsers fetch them again.
const kept = 'offline-1'
const page = '/offline.html'
const files = [page, '/offline.css']

self.addEventListener('install', (event) => {
  event.waitUntil(keep())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => offline(page)))
  else if (new URL(request.url).pathname === '/offline.css') {
    event.respondWith(fetch(request).catch(() => offline('/offline.css')))
  }
})

async function keep() {
  const cache = await caches.open(kept)
  await cache.addAll(files.map((file) => new Request(file, { cache: 'reload', credentials: 'omit' })))
  await self.skipWaiting()
}

async function forgetOthers() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name)))
  await self.clients.claim()
}

async function offline(file) {
  const cache = await caches.open(kept)
  return (await cache.match(file)) ?? Response.error()
}
