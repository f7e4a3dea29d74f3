#!/usr/bin/env bash
# What: a calendar of holidays knows 20 November for Brazil, and not for São Paulo and three other states of Brazil.
# Versions: date-holidays 3.37.0.
# Expected: the holidays of a state are the country's and its own. 20 November is a holiday of the whole country since
#       2024.
# Seen: new Holidays('BR') has it in 2024 and 2026. new Holidays('BR', 'SP') has it in neither year. RJ, AM and MT lack it
#       too; the 23 other states have it. For 2023, when the day was a holiday of some states only, it is the other way
#       round.
# Why it matters: whoever gives the more exact place gets a working day that is none. A payment is dated on a day when
#       banks are closed, and deadlines, interest and fines are counted from it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts date-holidays@3.37.0
cat >run.cjs <<'CODE'
const Holidays = require('date-holidays');
const states = Object.keys(new Holidays().getStates('BR'));
const isHoliday = (year, ...place) => new Holidays('BR', ...place).getHolidays(year).some(({ date }) => date.startsWith(`${year}-11-20`));
const lacking = year => states.filter(state => !isHoliday(year, state));
console.log('20 November in Brazil:   ', [2023, 2024, 2026].map(year => `${year} ${isHoliday(year)}`).join('  '));
console.log('20 November in São Paulo:', [2023, 2024, 2026].map(year => `${year} ${isHoliday(year, 'SP')}`).join('  '));
console.log(`states without it in 2026: ${lacking(2026).join(' ')}, of ${states.length}`);
const inBrazil = !isHoliday(2023) && isHoliday(2024) && isHoliday(2026);
process.exit(inBrazil && isHoliday(2023, 'SP') && lacking(2024).join() === 'AM,MT,RJ,SP' && lacking(2026).join() === 'AM,MT,RJ,SP' ? 0 : 1);
CODE
node run.cjs
