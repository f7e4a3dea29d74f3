// Reads the TypeScript of the service (src/) and of each package (packages/*/src): lines, functions, imports.
// The figures and the picture of docs/architecture.md both use this reader.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * @typedef {{ path: string, lines: number, functions: number[], imports: string[], packages: string[] }} SourceFile
 *   `path` and `imports` start at the project's root; `functions` has the lines of each function; `packages` has npm names
 * @typedef {{ name: string, folder: string, files: SourceFile[], siblings: Map<string, number> }} Part
 *   `siblings` maps a folder to its number of files and folders
 */

/** Written by scripts: they are no code that a person reads. */
const GENERATED = new Set(['packages/client/src/schema.ts']);

/** Returns the service first, then the packages by name. @returns {Part[]} */
export function readParts(root = here) {
  const packages = existsSync(join(root, 'packages')) ? readdirSync(join(root, 'packages')).sort() : [];
  const folders = ['src', ...packages.map(name => `packages/${name}/src`)];
  return folders.filter(folder => existsSync(join(root, folder))).map(folder => readPart(root, folder));
}

function readPart(root, folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
  const all = entries
    .filter(entry => entry.isFile())
    .map(entry => fromRoot(root, join(entry.parentPath, entry.name)));
  const paths = all.filter(path => /\.tsx?$/.test(path) && !GENERATED.has(path)).sort();
  return {
    name: folder,
    folder,
    files: paths.map(path => readFile(root, path)),
    siblings: siblingsOf(folder, all),
  };
}

/** Counts what git keeps: files, and folders with a file below them. An empty folder that was left behind does not count. */
function siblingsOf(folder, files) {
  const entries = new Set(files);
  for (const entry of entries) if (posix.dirname(entry) !== folder) entries.add(posix.dirname(entry));
  const siblings = new Map();
  for (const entry of entries) {
    const parent = posix.dirname(entry);
    siblings.set(parent, (siblings.get(parent) ?? 0) + 1);
  }
  return siblings;
}

const fromRoot = (root, path) => path.slice(root.length + 1).replaceAll('\\', '/');

function readFile(root, path) {
  const text = readFileSync(join(root, path), 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const functions = [];
  const specifiers = [];
  visit(source, node => {
    // A component is markup for the most part. The linter limits its lines.
    if (isFunctionWithBody(node) && path.endsWith('.ts')) functions.push(linesOf(source, node));
    const specifier = specifierOf(node);
    if (specifier !== undefined) specifiers.push(specifier);
  });
  const imports = specifiers
    .filter(isRelative)
    .filter(specifier => !specifier.endsWith('.css'))
    .map(specifier => resolve(root, path, specifier));
  return {
    path,
    lines: text.trimEnd().split('\n').length,
    functions,
    imports: [...new Set(imports)],
    packages: specifiers.filter(specifier => !isRelative(specifier)),
  };
}

function visit(node, see) {
  see(node);
  ts.forEachChild(node, child => visit(child, see));
}

/** Functions, methods, constructors, accessors and arrow functions count. An arrow function without a block does not. */
const isFunctionWithBody = node =>
  ts.isFunctionLike(node) && node.body !== undefined && ts.isBlock(node.body);

/** Counts from the first line to the last, without the decorators above. */
function linesOf(source, node) {
  const begins = node.modifiers?.find(modifier => !ts.isDecorator(modifier)) ?? node.name ?? node;
  const lineAt = position => source.getLineAndCharacterOfPosition(position).line;
  return lineAt(node.end) - lineAt(begins.getStart(source)) + 1;
}

/** Returns the module that an import, a re-export, an `import()` or an import type names. */
function specifierOf(node) {
  const named =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : ts.isImportTypeNode(node)
          ? node.argument.literal
          : undefined;
  return named && ts.isStringLiteral(named) ? named.text : undefined;
}

const isRelative = specifier => specifier.startsWith('.');

/** @throws {Error} when the imported file does not exist, because the figures must not miss an import */
function resolve(root, path, specifier) {
  const base = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '');
  const found = [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find(file => existsSync(join(root, file)));
  if (!found) throw new Error(`${path} imports ${specifier}, which is no file`);
  return found;
}

export const ARROW = ' → ';

/** Returns the first folder below the part's own. Returns undefined for a file that is in no room. */
export function roomOf(part, path) {
  const names = path.slice(part.folder.length + 1).split('/');
  return names.length > 1 ? names[0] : undefined;
}

/** Maps `from → to` to the number of imports from one room into the other. @returns {Map<string, number>} */
export function arrowsOf(part) {
  const arrows = new Map();
  for (const { path, imports } of part.files) {
    for (const target of imports.filter(other => other.startsWith(`${part.folder}/`))) {
      const [from, to] = [roomOf(part, path), roomOf(part, target)];
      if (!from || !to || from === to) continue;
      arrows.set(from + ARROW + to, (arrows.get(from + ARROW + to) ?? 0) + 1);
    }
  }
  return arrows;
}

/**
 * Returns the circles of a graph. In a circle every node reaches every other one (Tarjan's strongly connected components).
 * @param {Map<string, Iterable<string>>} graph @returns {string[][]}
 */
export function circlesOf(graph) {
  const circles = [];
  const numbers = new Map();
  const lowest = new Map();
  const stack = [];
  const enter = node => {
    numbers.set(node, numbers.size);
    lowest.set(node, numbers.get(node));
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!numbers.has(next)) enter(next);
      if (stack.includes(next)) lowest.set(node, Math.min(lowest.get(node), lowest.get(next)));
    }
    if (lowest.get(node) !== numbers.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const node of graph.keys()) if (!numbers.has(node)) enter(node);
  return circles;
}

/** @param {Part} part */
export const fileGraph = part => new Map(part.files.map(({ path, imports }) => [path, imports]));

/** @param {Part} part */
export function roomGraph(part) {
  const rooms = part.files.map(({ path }) => roomOf(part, path)).filter(Boolean);
  const graph = new Map(rooms.map(room => [room, []]));
  for (const arrow of arrowsOf(part).keys()) {
    const [from, to] = arrow.split(ARROW);
    graph.get(from).push(to);
  }
  return graph;
}
