/**
 * Whether a page of another origin led a browser here: one of another site, or of another host of this one, such as an app
 * that people sign in to with Countersign. Browsers that do not say it are believed.
 */
export const isLedFromElsewhere = (headers: Headers): boolean =>
  !['same-origin', 'none', null].includes(headers.get('sec-fetch-site'))

/** Whether a browser or a program only looks ahead: before anyone has clicked, or without taking what it asks for. */
export const isLookingAhead = ({ method, headers }: Request): boolean =>
  method === 'HEAD' || /\bprefetch\b/.test(headers.get('sec-purpose') ?? headers.get('purpose') ?? '')
