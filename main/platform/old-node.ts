// Imported before anything else by every program that a shell starts: better-sqlite3 13 crashes the process on Node 20, and what
// Node 20 lacks would be a stack trace, so an old one is told in words before the rest is loaded.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `CunDi 需要 Node 22.18 以上版本（建议 24），现为 ${process.version}。CunDi needs Node 22.18 or later (24 is best), this is ${process.version}.\n`,
  )
  process.exit(3)
}
