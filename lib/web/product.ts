import { sharedRuntime } from '@/lib/runtime'
import { isLocal } from '../settings'

/** The product's name on this server (`APP_NAME`). */
export const productName = () => sharedRuntime().settings.appName

/** A link to a page of ours, from `APP_URL` only: no header is ever believed. */
export const linkTo = (path: string) => new URL(path, sharedRuntime().settings.appUrl).href

/** Whether links of ours work on this computer only. */
export const isOnlyHere = () => isLocal(sharedRuntime().settings.appUrl)

/** Whether mail leaves this server. */
export const sendsMail = () => sharedRuntime().settings.smtpUrl !== null
