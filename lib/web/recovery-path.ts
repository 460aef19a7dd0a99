/** Where an admin asks to be let in again, with their email behind the `#`, as an EmailLink brings it: no log gets it. */
export const recoveryPath = (email: string) => `/recovery#${encodeURIComponent(email)}`
