import { describe, expect, it } from 'vitest'
import { findSibling, shapefileFiles, splitFileName } from '../../../main/platform/source/siblings.ts'
import { isUnsafeEntryPath } from '../../../main/platform/source/zip-names.ts'
import { planZip } from '../../../main/platform/source/zip-plan.ts'

describe('siblings', () => {
  it('prefers the spelling of the base and accepts any case', () => {
    expect(findSibling(['PLOT.dbf', 'plot.DBF'], 'plot', 'dbf')).toBe('plot.DBF')
    expect(findSibling(['PLOT.DBF'], 'plot', 'dbf')).toBe('PLOT.DBF')
    expect(findSibling(['plot2.dbf', 'plot.dbf.xml'], 'plot', 'dbf')).toBeNull()
  })

  it('splits at the last dot, so that 宗地.2024.shp goes with 宗地.2024.dbf', () => {
    expect(splitFileName('宗地.2024.SHP')).toEqual({ base: '宗地.2024', extension: 'shp' })
    expect(shapefileFiles(['宗地.2024.dbf', '宗地.dbf'], '宗地.2024', (name) => name).dbf).toBe('宗地.2024.dbf')
    expect(splitFileName('无后缀')).toEqual({ base: '无后缀', extension: '' })
  })
})

describe('paths in an archive', () => {
  it.each(['a/b.shp', '甲村/村界.shp', 'a..b/c.shp', '...shp'])('accepts %j', (path) =>
    expect(isUnsafeEntryPath(path)).toBe(false),
  )
  it.each(['/a', '../a', 'a/../b', 'c:/a', 'C:a', 'a/..', '//server/share/a', 'a\0b'])('refuses %j', (path) =>
    expect(isUnsafeEntryPath(path)).toBe(true),
  )
})

describe('what an archive holds', () => {
  it('is planned by base name and folder, with siblings in any case', () => {
    const plan = planZip(['甲/村界.shp', '甲/村界.DBF', '乙/村界.SHP', '乙/村界.prj', '路.gpkg', '甲/x.shx'])
    expect(plan.sources).toMatchObject([
      { kind: 'shapefile', name: '甲/村界', entries: { shp: '甲/村界.shp', dbf: '甲/村界.DBF', prj: null } },
      { kind: 'shapefile', name: '乙/村界', entries: { shp: '乙/村界.SHP', prj: '乙/村界.prj', dbf: null } },
      { kind: 'geopackage', name: '路', entry: '路.gpkg' },
    ])
    expect(plan.orphans).toEqual(['甲/x.shx'])
  })

  it('names archives inside it instead of opening them', () => {
    expect(planZip(['内层/镇.zip', 'b.RAR', 'readme.txt'])).toMatchObject({
      sources: [],
      nestedArchives: ['内层/镇.zip', 'b.RAR'],
    })
  })
})
