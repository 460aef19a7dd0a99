import type { components, operations } from './schema'

/** What a call that signs in or refreshes answers along with the rest. */
export type Tokens = components['schemas']['Tokens']

type Json<Message> = Message extends { content: { 'application/json': infer Value } } ? Value : undefined

/** The fields of one place of a call; none where the document has none there. */
type Fields<Place> = [Place] extends [undefined] ? unknown : NonNullable<Place>

type Sent<Operation extends { parameters: { path?: unknown; query?: unknown }; requestBody?: unknown }> =
  Fields<Operation['parameters']['path']> &
    Fields<Operation['parameters']['query']> &
    Fields<Json<Operation['requestBody']>>

type Problem = { content: { 'application/problem+json': { code: string } } }

type CodesOf<Responses> = {
  [Status in keyof Responses]: Responses[Status] extends Problem
    ? Responses[Status]['content']['application/problem+json']['code']
    : never
}[keyof Responses]

/** What each call takes and answers, and the codes of what can go wrong. */
export type Calls = {
  [Name in keyof operations]: {
    input: unknown extends Sent<operations[Name]> ? Record<string, never> : Sent<operations[Name]>
    answer: Json<operations[Name]['responses'] extends { 200: infer Answer } ? Answer : undefined>
    code: CodesOf<operations[Name]['responses']>
  }
}
