import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type Code, sentence } from '@/lib/messages/codes'
import { notOurs } from '@/lib/messages/forms'
import { type Detail, type Failure, fail, type Result } from '../result'
import { inabilityOf } from './inability'
import { type RequestContext, requestContext } from './request-context'

/** What a form shows after it was sent. Secrets are never among `values`. */
export type FormState = {
  status: 'idle' | 'done' | 'failed'
  /** One sentence above the form. */
  message?: string
  /** Where that leads, beside it. */
  link?: { href: string; label: string }
  /** One sentence per field name. */
  errors?: Record<string, string>
  /** What was typed, so that nothing is lost; secrets aside. */
  values?: Record<string, string>
}

/** What is typed into these is never sent back. */
const secretFields = new Set([
  'password',
  'newPassword',
  'code',
  'recoveryCode',
  'token',
  'answer',
  'credential',
])

type Act<Actor, Input> = (
  ctx: RequestContext,
  actor: Actor,
  input: Input,
) => Promise<Result<string | undefined, Code>>

/**
 * The one shape of a server action: the gate mints the actor, the schema parses what was typed (strictly: an unknown
 * field is an error), the act calls a rule. It answers a success with the sentence to show, or redirects. A failure
 * becomes its sentence, beside the field named in `fieldOf` or above the form.
 */
export function formAction<Actor, Schema extends z.ZodObject>(
  gate: (form: FormData) => Promise<Actor>,
  schema: Schema,
  act: Act<Actor, z.output<Schema>>,
  fieldOf: Partial<Record<Code, string>> = {},
): (state: FormState, form: FormData) => Promise<FormState> {
  return async (_state, form) => {
    const given = form instanceof FormData ? form : new FormData()
    const actor = await gate(given)
    const raw = readForm(given, schema)
    const values = typed(raw)
    if (isAmbiguous(given, schema)) return { status: 'failed', message: notOurs, values }
    const parsed = schema.safeParse(raw)
    if (!parsed.success) return { status: 'failed', ...problems(parsed.error), values }
    const ctx = await requestContext()
    const result = await act(ctx, actor, parsed.data).catch(drawnAnew)
    if (result.ok)
      return result.value === undefined ? { status: 'done' } : { status: 'done', message: result.value }
    const said = sentence(result.code, result.detail, ctx.now())
    const field = fieldOf[result.code]
    return field
      ? { status: 'failed', errors: { [field]: said }, values, ...linkTo(result.detail) }
      : { status: 'failed', message: said, ...linkTo(result.detail), values }
  }
}

/** To the person whom a refusal names. */
const linkTo = ({ holder }: Detail): Pick<FormState, 'link'> =>
  holder ? { link: { href: `/organization/users/${holder.id}`, label: `Open ${holder.name}` } } : {}

/**
 * What an act that redirects leads to is drawn again. Where it leads to the page of the form once more, the browser would show
 * it as it was the last time that it was led there.
 */
function drawnAnew(error: unknown): Failure<'server-busy' | 'server-full'> {
  // One path does for all that the browser keeps; '/' would have Next draw again what it drew when it was built.
  if (isRedirect(error)) revalidatePath('/organization', 'layout')
  return unable(error)
}

const isRedirect = (error: unknown) =>
  error instanceof Error && 'digest' in error && String(error.digest).startsWith('NEXT_REDIRECT;')

function unable(error: unknown): Failure<'server-busy' | 'server-full'> {
  const code = inabilityOf(error)
  if (code) return fail(code)
  throw error
}

/** A form as the schema expects it: ticked boxes are booleans, several of one name a list, what React adds is left out. */
function readForm(form: FormData, schema: z.ZodObject): Record<string, unknown> {
  // Without a prototype, `__proto__` is a field like any other: unknown.
  const raw: Record<string, unknown> = Object.create(null)
  for (const [name, value] of form) {
    if (!name.startsWith('$ACTION_')) raw[name] = value
  }
  for (const [name, field] of Object.entries(schema.shape)) {
    if (field instanceof z.ZodArray) raw[name] = form.getAll(name)
    if (field instanceof z.ZodBoolean && (raw[name] === undefined || raw[name] === 'on'))
      raw[name] = raw[name] === 'on'
  }
  return raw
}

/** Whether a field that has one value was sent with several: which of them counts would be a guess. */
function isAmbiguous(form: FormData, schema: z.ZodObject): boolean {
  const names = [...form.keys()].filter((name) => !(schema.shape[name] instanceof z.ZodArray))
  return new Set(names).size < names.length
}

function typed(raw: Record<string, unknown>): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(raw)) {
    if (secretFields.has(name)) continue
    if (typeof value === 'string') values[name] = value
    if (value === true) values[name] = 'on'
    if (Array.isArray(value)) values[name] = value.filter((one) => typeof one === 'string').join('\n')
  }
  return values
}

function problems(error: z.ZodError): Pick<FormState, 'errors' | 'message'> {
  const errors: Record<string, string> = {}
  for (const issue of error.issues) {
    const field = issue.path[0]
    if (typeof field !== 'string') return { message: notOurs }
    errors[field] ??= issue.message
  }
  return { errors }
}
