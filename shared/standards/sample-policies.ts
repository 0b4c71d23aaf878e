import type { PaidUse } from './paid-use.ts'
import type { Withdrawal } from './withdrawal.ts'

const SAMPLE = {
  zh: '示例，不是任何地方的规定（待核实）',
  en: 'a sample, nobody’s rule (to be confirmed)',
}

/** Figures to try a policy with. No district has set them; each one is edited before it means anything. */
export const samplePaidUse: PaidUse = {
  article: SAMPLE,
  toConfirm: true,
  base: 'household',
  freeM2: 0,
  tiers: [
    { fromM2: 0, toM2: 50, yuanPerM2: 10 },
    { fromM2: 50, toM2: 100, yuanPerM2: 15 },
    { fromM2: 100, toM2: null, yuanPerM2: 20 },
  ],
  term: 'yearly',
  furtherPlotFactor: 1,
  nonMemberFactor: 2,
  exempt: ['五保', '低保'],
}

export const sampleWithdrawal: Withdrawal = {
  article: SAMPLE,
  toConfirm: true,
  landYuanPerM2: 100,
  buildings: [
    { structure: '2', storeysFrom: null, yuanPerM2: 800 },
    { structure: '3', storeysFrom: null, yuanPerM2: 700 },
    { structure: '4', storeysFrom: null, yuanPerM2: 500 },
    { structure: '5', storeysFrom: null, yuanPerM2: 350 },
    { structure: null, storeysFrom: null, yuanPerM2: 200 },
  ],
  yearlyLossPercent: 2,
  leastPercent: 30,
  rewardYuanPerPlot: 5000,
  rewardYuanPerM2: 0,
}
