// `node scripts/figures.mjs` prints the figures of the code as a table. `--json` prints JSON. `--root=DIR` counts another
// checkout.
import { arrowsOf, circlesOf, fileGraph, readParts, roomGraph } from './source-reader.mjs';

/** FLAT_LISTS may have more than SIBLINGS entries: docs/architecture.md says why. */
const SIBLINGS = 12;
const FLAT_LISTS = ['src/projections/migrations', 'src'];

/** `median` is the smallest value that at least half of the numbers do not exceed, `p90` the same for nine tenths. */
function spread(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const at = share => sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] ?? 0;
  return { count: sorted.length, median: at(0.5), p90: at(0.9), max: at(1) };
}

function figuresOf(part) {
  const arrows = arrowsOf(part);
  return {
    part: part.name,
    files: spread(part.files.map(({ lines }) => lines)),
    functions: spread(part.files.flatMap(({ functions }) => functions)),
    folders: spread(part.siblings.values()),
    crowded: [...part.siblings].filter(([folder, count]) => count > SIBLINGS && !FLAT_LISTS.includes(folder)),
    long: part.files.filter(({ lines }) => lines > 250).map(({ path, lines }) => [path, lines]),
    arrows: arrows.size,
    imports: [...arrows.values()].reduce((sum, count) => sum + count, 0),
    fileCircles: circlesOf(fileGraph(part)),
    roomCircles: circlesOf(roomGraph(part)),
  };
}

const three = ({ median, p90, max }) => `${median} / ${p90} / ${max}`;

const ROWS = [
  ['files', ({ files }) => files.count],
  ['lines of a file: median / p90 / longest', ({ files }) => three(files)],
  ['functions', ({ functions }) => functions.count],
  ['lines of a function: median / p90 / longest', ({ functions }) => three(functions)],
  ['entries of a folder: median / p90 / most', ({ folders }) => three(folders)],
  ['arrows between rooms', ({ arrows }) => arrows],
  ['imports that make them', ({ imports }) => imports],
  ['circles of files', ({ fileCircles }) => fileCircles.length],
  ['circles of rooms', ({ roomCircles }) => roomCircles.length],
];

function tableOf(figures) {
  const row = cells => `| ${cells.join(' | ')} |`;
  return [
    row(['', ...figures.map(({ part }) => `\`${part}\``)]),
    row(['---', ...figures.map(() => '--:')]),
    ...ROWS.map(([name, cell]) => row([name, ...figures.map(cell)])),
  ].join('\n');
}

const root = process.argv.find(argument => argument.startsWith('--root='))?.slice('--root='.length);
const figures = readParts(root).map(figuresOf);
console.log(process.argv.includes('--json') ? JSON.stringify(figures) : tableOf(figures));
