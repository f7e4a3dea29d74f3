// `node scripts/picture.mjs` draws the rooms of docs/architecture.md from the imports. `--write` writes the picture into
// the page. `--check` fails when the page shows another picture.
import { createRequire } from 'node:module';
import { carryOut } from './marked-section.mjs';
import { ARROW, arrowsOf, readParts, roomGraph, roomOf } from './source-reader.mjs';

/** Every room may import this one. Its arrows would hide the others. */
const GROUND = 'shared';

const [service, ...packages] = readParts();
const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
/** A room without a rule is an entry point. Entry points put the rooms together. */
const hasRule = room => forbidden.some(({ name }) => name === `room-${room}`);

const rooms = [...roomGraph(service).keys()].sort();
const arrows = [...arrowsOf(service).keys()].map(arrow => arrow.split(ARROW));

/** Each arrow leads from a room to a package that the room imports. */
function arrowsToPackages() {
  const names = packages.map(({ folder }) => folder.split('/')[1]);
  return service.files.flatMap(({ path, packages: imported }) =>
    names.filter(name => imported.some(isOf(name))).map(name => [roomOf(service, path), name]),
  );
}

const isOf = name => specifier => specifier === name || specifier.startsWith(`${name}/`);

function drawing(nodes, lines) {
  const between = lines.filter(ends => ends.every(end => nodes.includes(end)));
  const drawn = [...new Set(between.map(([from, to]) => `  ${from} --> ${to}`))].sort();
  return ['```mermaid', 'flowchart TD', ...nodes.map(node => `  ${node}`), ...drawn, '```'].join('\n');
}

const entries = rooms.filter(room => !hasRule(room));
const packageArrows = arrowsToPackages();
const text = [
  `An arrow is at least one import. \`${GROUND}\` is not drawn: every room may import it.`,
  drawing(
    rooms.filter(room => hasRule(room) && room !== GROUND),
    arrows,
  ),
  'Entry points put the rooms together, and no room imports them. They also start the packages:',
  drawing([...entries, ...new Set(packageArrows.map(([, name]) => name))], [...arrows, ...packageArrows]),
];
await carryOut('picture', text.join('\n\n'), 'scripts/picture.mjs');
