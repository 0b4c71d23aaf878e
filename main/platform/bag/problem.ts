/** One reason why a package does not verify; worded by the door from `lang/handover`. */
export interface PackageProblem {
  readonly code: PackageProblemCode
  /** Path inside the package, or its file name where the whole is meant. */
  readonly path: string
  readonly params?: Readonly<Record<string, string | number>>
}

export type PackageProblemCode =
  | 'package.not-a-zip'
  | 'package.damaged'
  | 'package.not-a-bag'
  | 'package.several-folders'
  | 'package.path-unsafe'
  | 'package.too-many-files'
  | 'package.too-large'
  | 'package.file-repeated'
  | 'package.file-missing'
  | 'package.file-added'
  | 'package.file-unreadable'
  | 'package.hash-differs'
  | 'package.manifest-unreadable'
  | 'package.oxum-differs'
  | 'package.bytes-differ'
  | 'package.report-unreadable'
  | 'package.survey-unreadable'
  | 'package.counts-differ'
