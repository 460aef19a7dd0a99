import { useCallback, useEffect, useState } from 'react'
import { onChange } from '../kept'
import { currentView, type View } from '../view'
import { AccountView } from './account'
import { CodeView, RecoveryCodeView } from './code'
import { EnrollmentView } from './enrollment'
import { EnrollmentCodeView } from './enrollment-code'
import { PasswordView } from './password'
import { RecoveryCodesView } from './recovery-codes'
import { ServerView } from './server-address'
import { TroubleView } from './trouble'

/** Shows another view. */
export type Go = (view: View) => void

const often = 15_000 // milliseconds

/** The whole popup. Who is signed in is asked again while it stands open, so that an ended session is soon known. */
export function Popup() {
  const [view, go] = useState<View>({ name: 'loading' })
  const again = useCallback(() => currentView().then(go), [])

  useEffect(() => void again(), [again])
  useEffect(() => {
    if (view.name !== 'account' && view.name !== 'trouble') return
    const timer = setInterval(again, often)
    for (const happening of ['online', 'offline', 'focus']) addEventListener(happening, again)
    const deaf = view.name === 'account' ? onChange(again) : () => {}
    return () => {
      clearInterval(timer)
      for (const happening of ['online', 'offline', 'focus']) removeEventListener(happening, again)
      deaf()
    }
  }, [view.name, again])

  switch (view.name) {
    case 'loading':
      return <p className="p-6 text-muted">One moment…</p>
    case 'server':
      return <ServerView address={view.address} go={go} />
    case 'sign-in':
      return <PasswordView {...view} go={go} />
    case 'code':
      return <CodeView {...view} go={go} />
    case 'recovery-code':
      return <RecoveryCodeView {...view} go={go} />
    case 'enrollment-code':
      return <EnrollmentCodeView {...view} go={go} />
    case 'enrollment':
      return <EnrollmentView {...view} go={go} />
    case 'recovery-codes':
      return <RecoveryCodesView {...view} go={go} />
    case 'account':
      return <AccountView {...view} go={go} />
    case 'trouble':
      return <TroubleView {...view} again={again} go={go} />
  }
}
