import Link from 'next/link'
import { Section } from '@/components/display/card'
import { Fact, Facts } from '@/components/display/facts'
import type { Attempts } from '@/lib/queries/overview/days'

/** Sign-ins that did not succeed in the last seven days, with what to do about them. */
export function AttemptsSection({ attempts }: { attempts: Attempts }) {
  const { wrongPasswords, unfinished, locked } = attempts
  return (
    <Section
      title="Failed sign-ins this week"
      description="The last 7 days. Attempts blocked after too many wrong ones aren’t counted."
      aside={
        <Link
          prefetch={false}
          href="/organization/audit"
          className="inline-flex items-center pointer-coarse:min-h-11"
        >
          Audit log
        </Link>
      }
    >
      <Facts>
        <Fact name="Wrong password">{wrongPasswords}</Fact>
        <Fact name="Password only">{`${unfinished}${unfinished > 0 ? '. The correct password, but no code. Someone else may know the password; each person got an email.' : ''}`}</Fact>
        <Fact name="Locked">{`${locked}${locked > 0 ? '. After too many wrong codes. Call them first, then unlock them on their page.' : ''}`}</Fact>
      </Facts>
    </Section>
  )
}
