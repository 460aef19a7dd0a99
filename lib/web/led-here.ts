/**
 * Whether a page of another origin led a browser here: one of another site, or of another host of this one, such as an app
 * that people sign in to with Countersign. Browsers that do not say it are believed.
 */
export const isLedFromElsewhere = (headers: Headers): boolean =>
  !['same-origin', 'none', null].includes(headers.get('sec-fetch-site'))
