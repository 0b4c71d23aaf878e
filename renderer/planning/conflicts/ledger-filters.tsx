import { Select } from 'antd'
import { controlRules } from '../../../shared/planning/control-rules.ts'
import { useWords } from '../../ui/words.tsx'
import { usePlanPlace } from '../use-plans.ts'

const STANDINGS = ['open', 'new', 'remaining', 'solved'] as const
const CAUSES = ['true-conflict', 'sliver', 'base-data-error'] as const
const YES_NO = ['yes', 'no'] as const

interface LedgerFilter {
  readonly rule: string | null
  readonly standing: (typeof STANDINGS)[number] | null
  readonly cause: (typeof CAUSES)[number] | null
  readonly decided: boolean | null
  readonly breach: boolean | null
}

const oneOf = <T extends string>(known: readonly T[], text: string | undefined): T | null =>
  known.find((each) => each === text) ?? null

const yesNo = (text: string | undefined): boolean | null => (text === 'yes' ? true : text === 'no' ? false : null)

/** The filter that the address says; what is open unless it says otherwise. */
export const filterOf = (params: Readonly<Record<string, string>>): LedgerFilter => ({
  rule: controlRules.find(({ id }) => id === params.rule)?.id ?? null,
  standing: params.standing === 'any' ? null : (oneOf(STANDINGS, params.standing) ?? 'open'),
  cause: oneOf(CAUSES, params.cause),
  decided: yesNo(params.decided),
  breach: yesNo(params.breach),
})

/** Standing, cause, decision, and breaches after approval. */
export function LedgerFilters({ isApproved }: { readonly isApproved: boolean }) {
  const { word } = useWords()
  const { params, go } = usePlanPlace()
  const filter = filterOf(params)
  const select = (name: string, value: string, options: readonly { value: string; label: string }[]) => (
    <div key={name} className="planning-filter">
      <span aria-hidden="true">{word(`planning.filter.${name}`)}</span>
      <Select
        aria-label={word(`planning.filter.${name}`)}
        value={value}
        popupMatchSelectWidth={false}
        onChange={(next) => go({ [name]: next, page: undefined, conflict: undefined })}
        options={[...options]}
      />
    </div>
  )
  const any = { value: 'any', label: word('planning.filter.any') }
  return (
    <div className="planning-row">
      {select('standing', filter.standing ?? 'any', [
        { value: 'open', label: word('planning.filter.open') },
        ...STANDINGS.slice(1).map((value) => ({ value, label: word(`plan.standing.${value}`) })),
        any,
      ])}
      {select('cause', filter.cause ?? 'any', [
        any,
        ...CAUSES.map((value) => ({ value, label: word(`plan.cause.${value}`) })),
      ])}
      {select('decided', params.decided ?? 'any', [
        any,
        ...YES_NO.map((value) => ({ value, label: word(`planning.filter.decided.${value}`) })),
      ])}
      {isApproved
        ? select('breach', params.breach ?? 'any', [
            any,
            ...YES_NO.map((value) => ({ value, label: word(`planning.filter.breach.${value}`) })),
          ])
        : null}
    </div>
  )
}
