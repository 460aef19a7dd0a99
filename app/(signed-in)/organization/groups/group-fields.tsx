import { TextField } from '@/components/forms/field'

/** What there is to say of a group. */
export function GroupFields({ name, description }: { name?: string; description?: string }) {
  return (
    <>
      <TextField
        name="name"
        label="Name"
        defaultValue={name}
        autoComplete="off"
        maxLength={64}
        required
        hint="Apps see this name."
      />
      <TextField
        name="description"
        label="Description (optional)"
        defaultValue={description}
        autoComplete="off"
        maxLength={200}
      />
    </>
  )
}
