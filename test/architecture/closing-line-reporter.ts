import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with the one line that machines read: "N passed, N failed", and how many were skipped. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    for (const testModule of testModules) {
      for (const test of testModule.children.allTests()) count[test.result().state] += 1
      // A file that does not load has no tests to fail, and must not read as a success.
      if (testModule.errors().length > 0) count.failed += 1
    }
    const failed = count.failed + unhandledErrors.length
    const notRun = count.skipped + count.pending
    const line = `${count.passed} passed, ${failed} failed${notRun > 0 ? `, ${notRun} skipped` : ''}`
    // After the default reporter's own summary, which is written in the same event.
    process.once('exit', () => process.stdout.write(`${line}\n`))
  }
}
