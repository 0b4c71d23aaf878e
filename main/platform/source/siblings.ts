/** The files of one shapefile, as places to read. A null sibling is absent. */
export interface ShapefileFiles {
  readonly shp: string | null
  readonly shx: string | null
  readonly dbf: string | null
  readonly prj: string | null
  readonly cpg: string | null
}

/** Splits a file name (no folder) at its last dot; the extension is lower case and without the dot. */
export function splitFileName(fileName: string): { readonly base: string; readonly extension: string } {
  const dot = fileName.lastIndexOf('.')
  if (dot < 0) return { base: fileName, extension: '' }
  return { base: fileName.slice(0, dot), extension: fileName.slice(dot + 1).toLowerCase() }
}

/**
 * Finds `base` + `extension` among the names of one folder, in any case: a disk that tells case apart may hold both
 * parcel.dbf and PARCEL.DBF, then the one written as the base is written wins.
 */
export function findSibling(names: readonly string[], base: string, extension: string): string | null {
  const candidates = names.filter((name) => {
    const parts = splitFileName(name)
    return parts.extension === extension && parts.base.toLowerCase() === base.toLowerCase()
  })
  return candidates.find((name) => splitFileName(name).base === base) ?? candidates[0] ?? null
}

/** Collects the files of the shapefile called `base` in a folder; `place` turns a name into something to open. */
export function shapefileFiles(
  names: readonly string[],
  base: string,
  place: (name: string) => string,
): ShapefileFiles {
  const find = (extension: string): string | null => {
    const name = findSibling(names, base, extension)
    return name === null ? null : place(name)
  }
  return { shp: find('shp'), shx: find('shx'), dbf: find('dbf'), prj: find('prj'), cpg: find('cpg') }
}
