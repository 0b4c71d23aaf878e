export type Language = 'zh' | 'en'

/** One text in both languages; `{name}` is filled from the parameters. */
export type Text = Readonly<Record<Language, string>>
export type Messages = Readonly<Record<string, Text>>

/** Fills the placeholders; one without a value stays visible, so that a forgotten parameter is seen. */
export function fill(template: string, params: Readonly<Record<string, string | number>> = {}): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name]
    return value === undefined ? placeholder : String(value)
  })
}
