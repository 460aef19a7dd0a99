import type { Answer, Exchange } from './exchange'

/** `/api/health`: alive, and the database it opened is still the one that is there. */
export async function answerHealth({ house }: Exchange): Promise<Answer> {
  try {
    await house.runtime.db.check()
    return said(200, 'ok\n')
  } catch {
    return said(503, "The database isn't answering.\n")
  }
}

const said = (status: number, body: string): Answer => ({
  ...{ status, body },
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
})
