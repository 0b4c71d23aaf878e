import { gbk } from './survey-generator-dbf.ts'

// Nobody: surnames and given-name characters put together by number; the ID numbers are counted out, not collected.
const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'].map(gbk)
const given = [...'文武山河春夏秋冬东西南北平安和顺福寿康宁金木水火土日月星云雨风雪松竹梅兰菊荷'].map(gbk)

const DAY_MS = 86_400_000
const FIRST_BIRTHDAY_MS = Date.UTC(1940, 0, 1)
const BIRTHDAYS = 24_000
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GBK bytes of a made-up name of three characters. */
export function fictitiousName(index: number): Buffer {
  const first = given[Math.floor(index / surnames.length) % given.length]!
  const second = given[Math.floor(index / surnames.length / given.length) % given.length]!
  return Buffer.concat([surnames[index % surnames.length]!, first, second])
}

/**
 * An 18-character number of region 371703 with a right check character (GB 11643), another one for each index below 23 million.
 * `firstBirthdayMs` moves the birthdays: what is published has people that nobody alive can be.
 */
export function fictitiousIdNumber(index: number, firstBirthdayMs = FIRST_BIRTHDAY_MS): string {
  const birthday = new Date(firstBirthdayMs + (index % BIRTHDAYS) * DAY_MS)
  const date = birthday.toISOString().slice(0, 10).replaceAll('-', '')
  const sequence = String(1 + (Math.floor(index / BIRTHDAYS) % 998)).padStart(3, '0')
  const body = `371703${date}${sequence}`
  return body + checkCharacter(body)
}

/** The same number with another check character. */
export function withWrongCheck(idNumber: string): string {
  const right = idNumber.slice(-1)
  return idNumber.slice(0, 17) + (right === '5' ? '6' : '5')
}

function checkCharacter(body: string): string {
  let sum = 0
  for (let i = 0; i < 17; i += 1) sum += (body.charCodeAt(i) - 48) * WEIGHTS[i]!
  return '10X98765432'.charAt(sum % 11)
}
