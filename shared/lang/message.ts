export type Language = 'zh' | 'en'

/** One text in both languages; `{name}` is filled from the parameters, `{count:plot|plots}` by whether that parameter is one. */
export type Text = Readonly<Record<Language, string>>
export type Messages = Readonly<Record<string, Text>>

/** Fills the placeholders; one without a value stays visible, so that a forgotten parameter is seen. */
export function fill(template: string, params: Readonly<Record<string, string | number>> = {}): string {
  return template.replace(
    /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g,
    (placeholder, name: string, one?: string, many?: string) => {
      const value = params[name]
      if (value === undefined) return placeholder
      return (String(value) === '1' ? one : many) ?? String(value)
    },
  )
}
