/** Said of a form that holds what its page never put there: it was left open over an update, or made by someone else. */
export const notOurs = 'This form has fields that don’t belong to it. Reload the page and try again.'
