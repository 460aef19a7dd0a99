/**
 * What our server in front (`server/`) tells Next about a request, in headers that it strips from every incoming
 * one: no one else can set them.
 */
export const privateHeaders = {
  /** The client's address, as the trusted proxies have it. */
  address: 'x-countersign-address',
  requestId: 'x-countersign-request-id',
  /** By which we know what Next itself asks of us: it hands our headers back. */
  own: 'x-countersign-own',
  /** `GET` also of what Next fetches for itself. Next draws a page for HEAD too. */
  method: 'x-countersign-method',
  /** Path and query as asked for. */
  path: 'x-countersign-path',
  /** What the page is to say, once. */
  notice: 'x-countersign-notice',
} as const
