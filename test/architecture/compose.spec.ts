import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { witnessKeyFault } from '../../src/proofs/formats/witness-key';
import { PROVIDERS } from '../../src/providers/registry';
import { loadSettings } from '../../src/shared/settings/config';

interface Service {
  image: string;
  environment?: Record<string, string | number>;
  depends_on?: Record<string, { condition: string }>;
  volumes?: string[];
  healthcheck?: unknown;
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

const compose = load(readFileSync(join(__dirname, '../../docker-compose.yml'), 'utf8')) as Compose;

describe('docker-compose.yml', () => {
  it('starts an EventStoreDB, a PostgreSQL and the app, which waits until both are healthy', () => {
    expect(Object.keys(compose.services)).toEqual(['eventstore', 'postgres', 'holdfast']);
    for (const [name, { condition }] of Object.entries(compose.services['holdfast']!.depends_on!)) {
      expect(condition).toBe('service_healthy');
      expect(compose.services[name]!.healthcheck).toBeDefined();
    }
  });

  it('names only volumes it declares', () => {
    const named = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map(volume => volume.split(':')[0]!).filter(source => !/^[./]/.test(source)),
    );
    expect([...new Set(named)].sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('gives the app settings that the app accepts', () => {
    const given = Object.entries(compose.services['holdfast']!.environment!);
    const filled = given.map(([name, value]) => [name, String(value).replace(/\$\{(\w+)[^}]*\}/g, fill)]);
    const settings = loadSettings(
      Object.fromEntries(filled) as Record<string, string>,
      PROVIDERS,
      witnessKeyFault,
    );
    expect('faults' in settings ? settings.faults : []).toEqual([]);
  });
});

const fill = (_text: string, name: string): string =>
  ({ PUBLIC_URL: 'http://holdfast:3000', SANDBOX: 'allow' })[name] ?? 'a-value-of-the-operator-0123456789';
