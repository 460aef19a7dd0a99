/** What a form shows after it was sent. Secrets are never among `values`. */
export type FormState = {
  status: 'idle' | 'done' | 'failed'
  /** One sentence above the form. */
  message?: string
  /** One sentence per field name. */
  errors?: Record<string, string>
  /** What was typed, so that nothing is lost; secrets aside. */
  values?: Record<string, string>
}
