/** Whether what is dragged comes from the disk. */
export const hasFiles = (data: DataTransfer | null): boolean => data?.types.includes('Files') === true

/**
 * A file that is let go beside the place for it would be opened by the browser in the window's stead: the pointer says that it
 * cannot be dropped there, and nothing happens.
 */
export function refuseStrayDrops(): void {
  const refuse = (event: DragEvent): void => {
    if (event.defaultPrevented || !hasFiles(event.dataTransfer)) return
    event.preventDefault()
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none'
  }
  window.addEventListener('dragover', refuse)
  window.addEventListener('drop', refuse)
}
