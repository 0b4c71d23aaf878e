import { eventIterator, type } from '@orpc/contract'
import * as z from 'zod/mini'
import type { JobProgress } from './job.ts'
import type { Outcome } from './outcome.ts'

/** An open survey, as the core names it. */
export const survey = z.string()
/** A file that the user named: a path on the command line, an opaque handle in a window. */
export const file = z.string()

export const answer = <T>() => type<Outcome<T>>()
/** Progress while it runs, then the outcome. */
export const job = <T>() => eventIterator(type<JobProgress>(), type<Outcome<T>>())
