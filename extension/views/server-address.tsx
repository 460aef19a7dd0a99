import { ActionForm } from '@/components/forms/action-form'
import { TextField } from '@/components/forms/field'
import { SubmitButton } from '@/components/forms/submit-button'
import { chooseServer, forget } from '../kept'
import { askForServer, clientOf, originOf } from '../server'
import { currentView } from '../view'
import { Page } from './page'
import type { Go } from './popup'
import { failed } from './problem'

const unreadable =
  'This address can’t be used. Enter the one you open in the browser, such as https://id.example.com.'
const refused = 'The extension needs your permission to reach this server. Connect again and allow it.'

/** First use: which server. The one permission beyond storage and alarms is asked for here. */
export function ServerView({ address, go }: { address: string; go: Go }) {
  return (
    <Page
      title="Connect to your server"
      intro="Enter the address where you sign in. Your browser will ask whether the extension may reach it."
    >
      <ActionForm
        action={async (_state, form) => {
          const typed = String(form.get('server') ?? '')
          const origin = originOf(typed)
          const values = { server: typed }
          if (!origin) return { status: 'failed', errors: { server: unreadable }, values }
          const answered = askForServer(origin)
          // Kept before the answer, for the prompt closes the popup in some browsers.
          await chooseServer({ origin })
          if (!(await answered)) return { status: 'failed', errors: { server: refused }, values }
          const asked = await clientOf({ origin }).getMe()
          const right = asked.ok || asked.problem.code === 'token-invalid'
          if (!right) {
            await forget('server')
            return failed(asked.problem, values)
          }
          go(await currentView())
          return { status: 'done' }
        }}
      >
        <TextField
          name="server"
          label="Server address"
          placeholder="https://id.example.com"
          defaultValue={address}
          inputMode="url"
          autoComplete="url"
          spellCheck={false}
          required
          autoFocus
        />
        <SubmitButton full>Connect</SubmitButton>
      </ActionForm>
    </Page>
  )
}
