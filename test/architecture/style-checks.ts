import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

export const ROOT = resolve(__dirname, '../..');
const ROOMS = ['src', 'packages/client/src', 'packages/embedded-eventstore/src', 'packages/psp-sandbox/src'];

export interface Source {
  /** Its path from the project's root. */
  readonly path: string;
  readonly ast: ts.SourceFile;
}

/** Every TypeScript file of the ledger and its packages, without tests. */
export const sources = (): Source[] =>
  ROOMS.flatMap(room =>
    writtenIn(room).map(path => ({
      path,
      ast: ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.ES2023, true),
    })),
  );

/** The types that scripts/client-types.mjs writes hold the texts of the API, not comments. */
const writtenIn = (room: string): string[] =>
  filesIn(room, '.ts').filter(path => path !== 'packages/client/src/schema.ts');

/** Every Markdown page that describes how things are. */
export const pages = (): string[] => [
  'README.md',
  'STYLE.md',
  'CONTRIBUTING.md',
  ...filesIn('docs', '.md').filter(path => !path.startsWith('docs/decisions/')),
  ...filesIn('packages', '.md').filter(path => !path.includes('node_modules/')),
];

export function filesIn(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending) && !name.includes('node_modules') && !name.includes('/dist/'))
    .map(name => `${folder}/${name}`)
    .sort();
}

/** The comments of a file as text, without their signs; `//` lines that follow each other are one comment. */
export function commentsOf({ ast }: Source): string[] {
  const text = ast.getFullText();
  const ranges = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    for (const range of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [])
      ranges.set(range.pos, range);
    node.getChildren().forEach(visit);
  };
  visit(ast);
  return joined(
    text,
    [...ranges.values()].sort((one, other) => one.pos - other.pos),
  );
}

function joined(text: string, ranges: readonly ts.CommentRange[]): string[] {
  const comments: string[] = [];
  let end = -1;
  for (const range of ranges) {
    const words = text.slice(range.pos, range.end).replace(/^\/\*\*?|\*\/$|^\/\/\/?/g, '');
    const plain = words.replace(/^\s*\* ?/gm, '').trim();
    const goesOn =
      range.kind === ts.SyntaxKind.SingleLineCommentTrivia && /^\s*$/.test(text.slice(end, range.pos));
    if (end >= 0 && goesOn) comments.push(`${comments.pop()} ${plain}`);
    else comments.push(plain);
    end = range.end;
  }
  return comments;
}

/** The running text of a page: no code, no tables, no headings; a list item is a text of its own. */
export function proseOf(path: string): string[] {
  const text = readFileSync(join(ROOT, path), 'utf8').replace(/<!--[\s\S]*?-->/g, '');
  const open = text.replace(/```[\s\S]*?```/g, '\n');
  return open
    .split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)/)
    .filter(part => !/^\s*(#|\||>?\s*\||<)/.test(part))
    .map(part => part.replace(/^\s*(?:[-*]|\d+\.)\s+/, '').trim())
    .filter(part => part !== '');
}

/** Sentences; a code span counts as one word. A list item, a tag and an empty line each begin a new one. */
export function sentencesIn(text: string): string[] {
  return text.split(/\n\s*(?=- |@)|\n\s*\n/).flatMap(part => sentencesOf(part));
}

function sentencesOf(part: string): string[] {
  const words = part
    .replace(/\{?@\w+[^}]*\}/g, 'X')
    .replace(/`[^`]*`/g, 'X')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return words
    .replace(/\s+/g, ' ')
    .split(/(?<=[.!?])\s+(?=[A-Z("])/)
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '');
}

export const wordsIn = (sentence: string): number =>
  sentence.split(/\s+/).filter(word => /\w/.test(word)).length;

export interface Named {
  readonly name: string;
  readonly where: string;
  readonly node: ts.Node;
}

/** Names of the functions and methods that a file declares at its top level or in a class. */
export function functionNamesOf({ path, ast }: Source): Named[] {
  const names: Named[] = [];
  const add = (name: ts.Node | undefined, node: ts.Node) => {
    if (name && ts.isIdentifier(name)) names.push({ name: name.text, where: path, node });
  };
  ast.forEachChild(node => {
    if (ts.isFunctionDeclaration(node)) add(node.name, node);
    if (ts.isVariableStatement(node))
      for (const one of node.declarationList.declarations)
        if (one.initializer && ts.isArrowFunction(one.initializer)) add(one.name, one);
    if (ts.isClassDeclaration(node))
      for (const member of node.members) if (ts.isMethodDeclaration(member)) add(member.name, member);
  });
  return names;
}

/** Properties and parameters with a written type. */
export function typedNamesOf({ path, ast }: Source): (Named & { readonly type: string })[] {
  const names: (Named & { readonly type: string })[] = [];
  const visit = (node: ts.Node): void => {
    const typed = ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node);
    if (typed && node.type && ts.isIdentifier(node.name))
      names.push({ name: node.name.text, where: path, node, type: node.type.getText(ast) });
    node.forEachChild(visit);
  };
  visit(ast);
  return names;
}
