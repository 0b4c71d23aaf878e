import { execFileSync, spawnSync } from 'node:child_process'

/** The system's Python first: Debian's bindings are not in a Python that a version manager puts on the path. */
const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'from osgeo import ogr']).status === 0,
)

/** Whether the independent reader is on this machine. */
export const hasPythonGdal = (): boolean => PYTHON !== undefined

/** What GDAL says of one table: field names, and the values of every row that is not deleted, as text, by 0-based row. */
export interface GdalTable {
  readonly names: readonly string[]
  readonly types: readonly string[]
  readonly rows: Readonly<Record<string, readonly (string | null)[]>>
}

// Only the .dbf is shown to GDAL (in its memory file system), with no encoding, so that it gives the bytes; Python decodes them.
// Two readers and two decoders that share nothing with ours.
const SCRIPT = `
import json, sys
from osgeo import gdal, ogr
gdal.UseExceptions()
gdal.PushErrorHandler('CPLQuietErrorHandler')
def read(path, encoding):
    def text(raw):
        try: return raw.decode(encoding)
        except UnicodeDecodeError: return raw.decode(encoding, 'ignore')
    with open(path, 'rb') as file: gdal.FileFromMemBuffer('/vsimem/table.dbf', file.read())
    source = gdal.OpenEx('/vsimem/table.dbf', gdal.OF_VECTOR, allowed_drivers=['ESRI Shapefile'], open_options=['ENCODING='])
    layer = source.GetLayer(0)
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
    def value(feature, i):
        if not feature.IsFieldSetAndNotNull(i): return None
        kind = fields[i].GetType()
        if kind == ogr.OFTString: return text(bytes(feature.GetFieldAsBinary(i)))
        if kind == ogr.OFTReal: return repr(feature.GetFieldAsDouble(i))
        return feature.GetFieldAsString(i)
    return {
        'names': [text(field.GetName().encode('utf-8', 'surrogateescape')) for field in fields],
        'types': [ogr.GetFieldTypeName(field.GetType()) for field in fields],
        'rows': {feature.GetFID(): [value(feature, i) for i in range(len(fields))] for feature in layer},
    }
answers = []
for path, encoding in json.load(sys.stdin):
    try: answers.append(read(path, encoding))
    except Exception as error: answers.append({'error': str(error)})
json.dump(answers, sys.stdout)
`

/** Reads .dbf files through GDAL, each in the encoding given by its Python name. */
export function gdalTables(
  files: readonly (readonly [path: string, encoding: string])[],
): (GdalTable | { readonly error: string })[] {
  if (PYTHON === undefined) throw new Error('python3-gdal is not installed')
  const output = execFileSync(PYTHON, ['-c', SCRIPT], {
    input: JSON.stringify(files),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  return JSON.parse(output)
}
