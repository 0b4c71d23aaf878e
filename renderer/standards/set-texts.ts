import type { Text } from '../../shared/lang/message.ts'
import { houseStructures } from '../../shared/model/code-lists.ts'
import type { StandardSet } from '../../shared/standards/standard-set.ts'
import type { Words } from '../ui/words.tsx'
import { joined } from './set-words.ts'

/** The mark of figures that nobody has confirmed. */
export const mark = (toConfirm: boolean, { word }: Words): string => (toConfirm ? word('standards.to-confirm') : '')

const arableText = ({ title, upToM2 }: StandardSet['arableClasses'][number], { word, pick }: Words): string =>
  upToM2 === null ? pick(title) : word('standards.facts.arable.up-to', { title: pick(title), area: upToM2 })

export function paidUseText({ paidUse }: StandardSet, words: Words): string {
  const { word } = words
  if (paidUse === null) return word('standards.none')
  const summary = word('standards.paid.summary', {
    term: word(`standards.paid.term.${paidUse.term}`),
    base: word(`standards.paid.base.${paidUse.base}`),
    free: paidUse.freeM2,
    tiers: paidUse.tiers.length,
  })
  const tiers = paidUse.tiers.map((tier) =>
    word('standards.paid.tier', { from: tier.fromM2, to: tier.toM2 ?? '∞', rate: tier.yuanPerM2 }),
  )
  return joined([`${summary}${mark(paidUse.toConfirm, words)}`, ...tiers], words)
}

export function withdrawalText({ withdrawal }: StandardSet, words: Words): string {
  const { word } = words
  if (withdrawal === null) return word('standards.none')
  const { buildings, yearlyLossPercent, leastPercent, rewardYuanPerM2 } = withdrawal
  const summary = word('standards.pay.summary', {
    land: withdrawal.landYuanPerM2,
    reward: withdrawal.rewardYuanPerPlot,
    rewardM2: rewardYuanPerM2,
    loss: yearlyLossPercent,
    least: leastPercent,
  })
  const rates = buildings.map(({ structure, storeysFrom, yuanPerM2 }) =>
    word(storeysFrom === null ? 'standards.pay.building' : 'standards.pay.building.storeys', {
      structure: structureText(structure, words),
      storeys: storeysFrom ?? '',
      rate: yuanPerM2,
    }),
  )
  return joined([`${summary}${mark(withdrawal.toConfirm, words)}`, ...rates], words)
}

export function structureText(structure: string | null, { word, pick }: Words): string {
  if (structure === null) return word('standards.any')
  const title = (houseStructures.codes as Readonly<Record<string, Text>>)[structure]
  return title === undefined ? structure : pick(title)
}

export const terrainsText = (set: StandardSet, words: Words): string =>
  joined(
    set.terrains.map(({ title }) => words.pick(title)),
    words,
  )

export const arableClassesText = (set: StandardSet, words: Words): string =>
  joined(
    set.arableClasses.map((arable) => arableText(arable, words)),
    words,
  )
