import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { enterPassword, heading, signIn } from '../support/browser/steps'

const filled = (words: string, length: number) => words.repeat(length).slice(0, length)
const longName = (first: string) => filled(`${first}wolfeschlegelsteinhausen`, 100)
const longEmail = (first: string) =>
  `${filled(first, 60)}@${filled('a', 60)}.${filled('b', 60)}.example.org`.padEnd(200, 'x').slice(0, 200)

/** What is wider than the screen, or cut so that it cannot be read. */
function lost(): string[] {
  const words = (element: Element) => `${element.tagName} ${element.textContent?.trim().slice(0, 60)}`
  const faults: string[] = []
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth} pixels wide`)
  for (const element of document.body.querySelectorAll('*')) {
    // What is typed scrolls in its field, and the head of a table that became cards is for screen readers.
    if (!element.checkVisibility() || element.clientWidth < 2 || element.matches('input, thead *')) continue
    const cuts = /hidden|clip/.test(getComputedStyle(element).overflowX)
    if (cuts && element.scrollWidth > element.clientWidth + 1) faults.push(`cut: ${words(element)}`)
    const { right, width } = element.getBoundingClientRect()
    if (width > 0 && right > clientWidth + 1 && !element.closest('nav'))
      faults.push(`sticks out: ${words(element)}`)
  }
  return faults
}

async function measure(page: Page, what: string): Promise<void> {
  for (const width of [360, 390]) {
    await page.setViewportSize({ width, height: 844 })
    expect.soft(await page.evaluate(lost), `${what}, at ${width} pixels`).toEqual([])
  }
}

test('names and addresses as long as they get stay on the screen of a phone, whole', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const admin = await organization.admin({ name: longName('A'), email: longEmail('a') })
  const agent = await organization.agent({ name: longName('B'), email: longEmail('b'), enrolled: true })
  const group = await organization.group(filled('Nachtschichtleitung', 60), [agent])
  await signedIn(admin)
  const rename = async (name: string) => {
    await page.goto('/organization/settings')
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
  }
  await rename(filled('Donaudampfschifffahrt', 100))
  try {
    for (const path of [
      ...['', '/users', `/users/${agent.id}`, `/users/${admin.id}`, '/groups', `/groups/${group}`],
      ...['/apps', '/audit', '/settings', '/policy'],
    ]) {
      await page.goto(`/organization${path}`)
      await measure(page, `/organization${path}`)
    }
    await page.goto('/profile')
    await measure(page, 'the profile')
    const theirs = await anotherBrowser()
    await enterPassword(theirs, agent)
    await expect(heading(theirs, 'Enter your authentication code')).toBeVisible()
    await measure(theirs, 'the second step')
    await signIn(theirs, agent)
    await measure(theirs, 'the profile of an agent')
    await theirs.goto('/apps')
    await measure(theirs, 'their apps')
  } finally {
    await rename(organization.organization)
  }
})
