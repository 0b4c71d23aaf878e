import type { Loss } from '../../../shared/contract/answers.ts'
import { wordFinding } from '../../../shared/lang/words.ts'
import type { CommandContext } from '../command.ts'

export interface WordedLoss {
  readonly code: string
  readonly layer: string | null
  readonly message: string
}

export const wordLosses = (
  losses: readonly Loss[],
  { word, language }: Pick<CommandContext, 'word' | 'language'>,
): readonly WordedLoss[] =>
  losses.map(({ code, layer, params }) => ({
    code,
    layer,
    message: wordFinding(code, { ...params, layer: layer === null ? '' : word(`layer.${layer}`) }, language),
  }))

export const lossLines = (losses: readonly WordedLoss[], word: CommandContext['word']): readonly string[] =>
  losses.map(({ message }) => word('out.loss', { text: message }))
