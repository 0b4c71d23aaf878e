/** The application's menu and those that opened at the pointer, as their templates. */
export const menus: { menu: unknown; popups: unknown[] } = { menu: null, popups: [] }

/** No menu of the system is drawn: what would stand in it is kept. */
export const Menu = {
  buildFromTemplate: (template: unknown) => ({
    template: JSON.parse(JSON.stringify(template)) as unknown,
    popup(): void {
      menus.popups.push(this.template)
    },
  }),
  setApplicationMenu: (menu: { readonly template: unknown }): void => {
    menus.menu = menu.template
  },
}
