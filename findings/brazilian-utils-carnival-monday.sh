#!/usr/bin/env bash
# What: the business days of a library for Brazil leave out the Tuesday of carnival and keep the Monday.
# Versions: @brazilian-utils/brazilian-utils 2.4.0 and date-holidays 3.37.0 (second calendar).
# Expected: isBusinessDay leaves out carnival by default, so it says what banks say. For banks neither the Monday nor the
#       Tuesday of carnival is a business day (National Monetary Council, Resolution 4,880 of 2020).
# Seen: Monday 16 February 2026 is a business day, Tuesday the 17th is not. addBusinessDays goes from Friday to that
#       Monday. date-holidays has both as bank holidays. On weekdays from 2024 to 2030 the two differ on this Monday only,
#       every year.
# Why it matters: what is due on that Monday is due on Ash Wednesday at the banks. A settlement that is expected two days
#       early is reported as missing, and interest or fines are counted for days on which no bank was open.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @brazilian-utils/brazilian-utils@2.4.0 date-holidays@3.37.0
cat >run.cjs <<'CODE'
const { addBusinessDays, isBusinessDay } = require('@brazilian-utils/brazilian-utils');
const Holidays = require('date-holidays');
const text = date => date.toISOString().slice(0, 10);
const bankDays = new Holidays('BR');
const isBankHoliday = (year, day) =>
  bankDays.getHolidays(year).some(({ date, type }) => date.startsWith(day) && (type === 'bank' || type === 'public'));
function differences(year) {
  const found = [];
  for (const day = new Date(year, 0, 1, 12); day.getFullYear() === year; day.setDate(day.getDate() + 1)) {
    if (day.getDay() === 0 || day.getDay() === 6) continue;
    if (isBusinessDay(day) === isBankHoliday(year, text(day))) found.push(text(day));
  }
  return found;
}
const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030];
const found = years.map(differences);
for (const day of [13, 16, 17, 18]) console.log(`2026-02-${day} isBusinessDay`, isBusinessDay(new Date(2026, 1, day, 12)));
const next = text(addBusinessDays(new Date(2026, 1, 13, 12), 1));
console.log('one business day after Friday 2026-02-13:', next);
console.log('weekdays on which the two calendars differ:', found.join('  '));
const asSeen = '2024-02-12,2025-03-03,2026-02-16,2027-02-08,2028-02-28,2029-02-12,2030-03-04';
process.exit(found.join() === asSeen && next === '2026-02-16' ? 0 : 1);
CODE
TZ=UTC node run.cjs
