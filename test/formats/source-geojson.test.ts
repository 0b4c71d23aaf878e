import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SourceLayer } from '../../main/platform/source/layer.ts'
import { recordsOf, sourceBench } from './survey-files.ts'

const { folderWith, layerOf, open } = sourceBench()

describe('GeoJSON', () => {
  const collection = (features: readonly object[], more: object = {}): string =>
    JSON.stringify({ type: 'FeatureCollection', features, ...more })
  const square = [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ],
  ]
  const feature = (geometry: object | null, properties: object = {}): object => ({
    type: 'Feature',
    geometry,
    properties,
  })

  it('is WGS 84 unless a crs member names another code', async () => {
    const crs = (name: string): object => ({ crs: { type: 'name', properties: { name } } })
    const declared = async (more: object): Promise<unknown> =>
      (await layerOf(join(folderWith({ 'a.geojson': collection([feature(null)], more) }), 'a.geojson'))).declaredCrs
    expect(await declared({})).toMatchObject({ crs: { epsg: 4326 } })
    expect(await declared(crs('urn:ogc:def:crs:EPSG::4527'))).toMatchObject({ crs: { epsg: 4527 } })
    expect(await declared(crs('EPSG:4527'))).toMatchObject({ crs: { epsg: 4527 } })
    expect(await declared(crs('urn:ogc:def:crs:OGC:1.3:CRS84'))).toMatchObject({ crs: { epsg: 4326 } })
    expect(await declared(crs('村里的坐标系'))).toMatchObject({ kind: 'named', name: '村里的坐标系' })
  })

  it('keeps every kind of geometry, and names what it cannot read', async () => {
    const text = collection([
      feature({ type: 'Polygon', coordinates: square }),
      feature({ type: 'MultiPolygon', coordinates: [square, square] }),
      feature({ type: 'Point', coordinates: [1, 2, 3] }),
      feature(null),
      feature({ type: 'Polygon', coordinates: [] }),
      feature({ type: 'GeometryCollection', geometries: [] }),
      feature({ type: 'Polygon', coordinates: [[['x', 0]]] }),
      { type: 'Nonsense' },
      feature({
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
          ],
        ],
      }),
    ])
    const records = await recordsOf(await layerOf(join(folderWith({ 'a.json': text }), 'a.json')))
    expect(records.map((record) => record.unreadable ?? record.geometry?.type ?? null)).toEqual([
      'MultiPolygon',
      'MultiPolygon',
      'Point',
      null,
      null,
      'geojson.geometry-collection',
      'geojson.bad-coordinates',
      'geojson.not-a-feature',
      'MultiPolygon',
    ])
    expect(records[2]?.issues).toEqual(['geometry.z-dropped'])
    expect(records[8]?.issues).toEqual(['geometry.ring-unclosed'])
  })

  it('keeps all digits of a 19-digit number, and takes the union of all properties as fields', async () => {
    const text =
      '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"ZDDM":3717031050041234567,"x":115.57000000000000001}},{"type":"Feature","geometry":null,"properties":{"ZL":" 柳树村 ","o":{"a":1}}}]}'
    const layer = await layerOf(join(folderWith({ 'a.geojson': text }), 'a.geojson'))
    expect(layer.fields.map((field) => field.name)).toEqual(['ZDDM', 'x', 'ZL', 'o'])
    expect((await recordsOf(layer)).map((record) => record.values)).toEqual([
      ['3717031050041234567', 115.57, null, null],
      [null, null, '柳树村', '{"a":1}'],
    ])
    expect((await recordsOf(layer, { columns: [2, 0] })).map((record) => record.values)).toEqual([
      [null, '3717031050041234567'],
      ['柳树村', null],
    ])
  })

  it('survives nesting that would overflow a stack', async () => {
    const deep = `{"type":"Polygon","coordinates":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    const opened = await open(join(folderWith({ 'a.geojson': deep }), 'a.geojson'))
    if (opened.ok)
      expect((await recordsOf(opened.value.layers[0] as SourceLayer))[0]?.unreadable).toBe('geojson.bad-coordinates')
    else expect(opened.refusal.code).toBe('geojson.not-geojson')
  })
})
