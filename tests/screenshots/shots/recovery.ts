import type { Page } from '@playwright/test'
import type { Scenes } from '../../support/world/recovery-scenes'
import { at, press, type Shot, type Start } from '../shot'

const scene = (name: keyof Scenes) => (page: Page, start: Start) =>
  page.goto(start.origin + start.scenes[name])

/** The recovery of an admin’s account, on both sides of it. */
export const recovery: Shot[] = [
  { name: 'recovery', go: at('/recovery') },
  {
    name: 'recovery-sent',
    operators: 'quiet',
    async go(page, start) {
      await at('/recovery')(page, start)
      await page.getByLabel('Email').fill('maria@example.com')
      await page.getByLabel('Organization').fill('Acme')
      await page.getByLabel('What happened?').fill('My phone fell into the harbour.')
      await press('Send request')(page)
      await page.getByText('If there is an account').waitFor()
    },
  },
  { name: 'recovery-confirmed', go: at('/recovery?notice=recovery-confirmed') },
  { name: 'recovery-stopped', go: at('/recovery?notice=recovery-stopped') },
  { name: 'recovery-fresh', go: at('/recovery?notice=recovery-fresh') },
  { name: 'recovery-to-confirm', operators: 'busy', go: scene('toConfirm') },
  { name: 'recovery-waiting', operators: 'busy', go: scene('waiting') },
  {
    name: 'recovery-stop',
    operators: 'busy',
    async go(page, start) {
      await scene('waiting')(page, start)
      await press('This wasn’t me')(page)
    },
  },
  { name: 'recovery-over', operators: 'busy', go: scene('over') },
  { name: 'recovery-dead', operators: 'busy', go: at('/recovery/over') },
  { name: 'recovery-complete', operators: 'busy', go: scene('open') },
  { name: 'recovery-complete-late', operators: 'busy', go: scene('late') },
  { name: 'recovery-complete-dead', operators: 'busy', go: at('/recovery/complete/over') },
  { name: 'operator-queue-empty', operators: 'quiet', as: 'olga', go: at('/operator/recovery') },
  { name: 'operator-queue', operators: 'busy', as: 'olga', go: at('/operator/recovery') },
  { name: 'operator-request', operators: 'busy', as: 'olga', go: scene('toDecide') },
  { name: 'operator-request-approved', operators: 'busy', as: 'olga', go: scene('decided') },
  {
    name: 'operator-approve',
    operators: 'busy',
    as: 'olga',
    async go(page, start) {
      await scene('toDecide')(page, start)
      await press('Approve')(page)
    },
  },
  {
    name: 'operator-reject',
    operators: 'busy',
    as: 'olga',
    async go(page, start) {
      await scene('toDecide')(page, start)
      await press('Reject')(page)
    },
  },
  { name: 'organizations', operators: 'busy', as: 'olga', go: at('/operator/organizations') },
  { name: 'organizations-new', operators: 'busy', as: 'olga', go: at('/operator/organizations/new') },
  { name: 'organization', operators: 'busy', as: 'olga', go: scene('organization') },
  {
    name: 'organization-suspended',
    operators: 'busy',
    as: 'olga',
    go: scene('suspendedOrganization'),
  },
]
