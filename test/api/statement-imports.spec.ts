import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandBus } from '@nestjs/cqrs';
import { ReceivedFile } from '../../src/api/http/bodies/file-body';
import { AT_ONCE, StatementImports } from '../../src/api/reconciliations/imports/statement-imports';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { ok } from '../../src/shared/result';
import { InMemoryEventStore } from '../support/in-memory-event-store';

const REQUEST = {
  client: 'alice',
  provider: 'connectpsp',
  from: '2026-03-01T03:00:00.000Z',
  to: '2026-03-02T03:00:00.000Z',
};

let path: string;
let executed: number;
let release: () => void;
let imports: StatementImports;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'holdfast-imports-'));
  executed = 0;
  const released = new Promise<void>(resolve => (release = resolve));
  const execute = async () => {
    executed += 1;
    await released;
    const body = { statementId: 's', matched: 0, nothingMoved: 0, breaks: 0 };
    return ok({ body, position: { commit: 1n, prepare: 1n } });
  };
  const bus = { execute } as unknown as CommandBus;
  const store = new InMemoryEventStore(systemClock);
  imports = new StatementImports({ path }, bus, store, systemClock, silentLogger);
});
afterEach(() => rm(path, { recursive: true, force: true }));

async function begun(name: string) {
  const file = join(path, `incoming-${name}`);
  await writeFile(file, 'text');
  return imports.begin(REQUEST, new ReceivedFile(file, 4, 'hash'), 'key', AT_ONCE);
}

describe('one file that comes twice at once', () => {
  it('is one import, which ends as it ended', async () => {
    const [first, second] = await Promise.all([begun('one'), begun('two')]);
    release();
    const results = await Promise.all([first.result, second.result]);
    expect(results.map(({ body: { statementId } }) => statementId)).toEqual(['s', 's']);
    expect(executed).toBe(1);
    expect(await imports.find(first.record.id)).toMatchObject({ state: 'COMPLETED', refusal: null });
  });
});
