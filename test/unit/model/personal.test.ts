import { describe, expect, it } from 'vitest'
import { hasRealBirthDate, hasValidChecksum, identityNumberFault } from '../../../shared/model/identity-number.ts'
import {
  maskPersonal,
  normalisePersonal,
  personalKindOfName,
  personalKindOfValue,
} from '../../../shared/model/personal.ts'
import { readReference, surveyTag, writeReference } from '../../../shared/model/personal-reference.ts'

/** The example of GB 11643 itself; nobody's number. */
const EXAMPLE = '11010519491231002X'

describe('identity numbers', () => {
  it('accepts the example of the standard, also with a small x', () => {
    expect(hasValidChecksum(EXAMPLE)).toBe(true)
    expect(hasValidChecksum(EXAMPLE.toLowerCase())).toBe(true)
  })
  it('notices every single wrong digit', () => {
    for (let i = 0; i < 17; i++) {
      for (let digit = 0; digit < 10; digit++) {
        const changed = `${EXAMPLE.slice(0, i)}${digit}${EXAMPLE.slice(i + 1)}`
        expect(hasValidChecksum(changed)).toBe(changed === EXAMPLE)
      }
    }
  })
  it.each([
    ['11010519491331002X', false],
    ['110105194902290028', false],
    ['110105199602290028', true],
  ])('%s has a real birth date: %s', (number, real) => {
    expect(hasRealBirthDate(number)).toBe(real)
  })
  it('leaves the old 15-digit form alone: it has no check digit', () => {
    expect(identityNumberFault('110105491231002')).toBeNull()
  })
})

describe('personal values are found wherever they stand', () => {
  it.each([
    [EXAMPLE, 'id-number'],
    [`户主证号${EXAMPLE}，已核`, 'text'],
    ['13800001234', 'phone'],
    ['电话13800001234', 'text'],
    ['6222020200112233447', null],
    ['371703001001JC00001', null],
    ['371703001001JC00001F00010001', null],
    ['3717032001000012345', null],
    ['110105194912310021', null],
    ['西街12号', null],
    ['201903150001', null],
  ] as const)('%s → %s', (value, kind) => {
    expect(personalKindOfValue(value)).toBe(kind)
  })
  it('finds a bank card by its prefix and Luhn digit', () => {
    expect(personalKindOfValue('6222020200112233446')).toBe('account')
  })
  it.each([
    ['ZJH', 'id-number'],
    ['zjhm', 'id-number'],
    ['QLRZJH', 'id-number'],
    ['SFZH', 'id-number'],
    ['LXDH', 'phone'],
    ['联系电话', 'phone'],
    ['YHKH', 'account'],
    ['身份证号码', 'id-number'],
    ['ZDDM', null],
    ['ZL', null],
    ['ZJBL', null],
  ] as const)('column %s holds %s', (name, kind) => {
    expect(personalKindOfName(name)).toBe(kind)
  })
})

describe('what screens show', () => {
  it.each([
    ['id-number', EXAMPLE, '110105********002X'],
    ['phone', '13800001234', '138****1234'],
    ['account', '6222020200112233446', '***************3446'],
    ['text', `证号${EXAMPLE}。`, '证号******************。'],
    ['id-number', '123', '***'],
  ] as const)('%s %s → %s', (kind, value, masked) => {
    expect(maskPersonal(kind, value)).toBe(masked)
  })
  it('compares numbers without blanks and with a capital X', () => {
    expect(normalisePersonal(' 1101 0519491231002x ')).toBe(EXAMPLE)
  })
})

describe('references in the mend-me file', () => {
  it('come back as they were written', () => {
    const reference = { rejected: 12, survey: surveyTag('01900000-0000-7000-8000-00000000abcd') }
    expect(readReference(writeReference(reference))).toEqual(reference)
  })
  it.each(['', '@R12', 'R12.abcd', '@R12.xyz1', '11010519491231002X'])('%s is none', (text) => {
    expect(readReference(text)).toBeNull()
  })
})
