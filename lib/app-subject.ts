import { z } from 'zod'
import { opaque } from './opaque'

/** Which app it is about. */
export const appInput = z.strictObject({ appId: opaque })

export type AppSubject = z.output<typeof appInput>
