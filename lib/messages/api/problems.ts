/** Codes that no rule returns: what is wrong with the call itself. */
export const callProblems = {
  'body-invalid': [422, 'Some of what was sent is not valid for this call. See `errors`.'],
  'body-unreadable': [400, 'Send the body as UTF-8, which is what JSON is sent in (RFC 8259).'],
  'body-too-large': [413, 'The body has more than 16 KiB. Send less.'],
  'type-unsupported': [415, 'Send JSON, with Content-Type: application/json.'],
  'call-unknown': [404, "This call doesn't exist. See /api/v1/docs."],
  'method-not-allowed': [405, 'This call uses a different method. See /api/v1/docs.'],
  failed: [500, 'Something went wrong on the server. Try again.'],
} as const satisfies Record<string, readonly [number, string]>

export type CallProblem = keyof typeof callProblems
