import type { StandardSet } from '../standard-set.ts'
import { guangdong } from './guangdong.ts'
import { henan } from './henan.ts'
import { shandongCeilings } from './shandong.ts'
import { zhejiang } from './zhejiang.ts'

/** The sets that CunDi ships: the default one first, then other provinces' as examples. */
export const builtInSets: readonly StandardSet[] = [shandongCeilings, henan, zhejiang, guangdong]
