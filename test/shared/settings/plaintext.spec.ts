import { witnessKeyFault } from '../../../src/proofs/formats/witness-key';
import { PROVIDERS } from '../../../src/providers/registry';
import { loadSettings } from '../../../src/shared/settings/config';

function faults(env: Record<string, string>): string[] {
  const loaded = loadSettings(env, PROVIDERS, witnessKeyFault);
  return 'faults' in loaded ? loaded.faults : [];
}

describe('clear text', () => {
  it.each([
    ['HOST', '0.0.0.0'],
    ['HOST', '::'],
    ['HOST', '192.168.1.5'],
    ['OPERATIONS_HOST', '10.0.0.1'],
    ['EVENTSTORE_URL', 'esdb://store.example:2113?tls=false'],
    ['EVENTSTORE_URL', 'esdb+discover://127.0.0.1:2113,store.example:2113?TLS=FALSE'],
    ['DATABASE_URL', 'postgres://db.example/books'],
    ['DATABASE_URL', 'postgres://user:p%40ss@db.example/books?sslmode=require'],
    ['DATABASE_URL', 'postgres://db.example/books?sslmode=verify-ca'],
    ['DATABASE_URL', 'postgres:///books?host=db.example'],
  ])('outside the loopback ends the start and names %s=%s, unless it is allowed', (name, value) => {
    const refused = faults({ [name]: value });
    expect(refused).toEqual([expect.stringMatching(new RegExp(`^${name} .*ALLOW_PLAINTEXT=true`))]);
    expect(refused.join()).not.toContain('p%40ss');
    expect(faults({ [name]: value, ALLOW_PLAINTEXT: 'true' })).toEqual([]);
  });

  it.each([
    ['HOST', '127.0.0.1'],
    ['HOST', 'localhost'],
    ['HOST', '::1'],
    ['OPERATIONS_HOST', '127.0.0.2'],
    ['EVENTSTORE_URL', 'esdb://store.example:2113'],
    ['EVENTSTORE_URL', 'esdb://127.0.0.1:2113?tls=false'],
    ['DATABASE_URL', 'postgres://db.example/books?sslmode=verify-full'],
    ['DATABASE_URL', 'postgres://db.example/books?sslmode=verify-ca&sslrootcert=/etc/ca.pem'],
    ['DATABASE_URL', 'postgres://127.0.0.1:5432/books'],
    ['DATABASE_URL', 'postgres:///books?host=/var/run/postgresql'],
  ])('does not leave the machine, or is none: %s=%s', (name, value) =>
    expect(faults({ [name]: value })).toEqual([]),
  );

  it('to a provider is refused also where it is allowed elsewhere', () => {
    const url = { CONNECTPSP_URL: 'http://api.connectpsp.example', ALLOW_PLAINTEXT: 'true' };
    expect(faults(url).join()).toContain('CONNECTPSP_URL must be an https:// address');
  });
});
