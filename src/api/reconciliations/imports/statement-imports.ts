import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  PROJECTION_BEHIND,
  ReconcileStatement,
  type Reconciliation,
} from '../../../commands/reconciliation/reconcile-statement';
import { readMappings } from '../../../commands/reconciliation/set-statement-mapping';
import type { NamedMapping, StatementFile } from '../../../commands/reconciliation/statement-ports';
import type { CommandResult } from '../../../commands/results';
import { EventStore } from '../../../event-store/event-store';
import { Clock } from '../../../shared/clock';
import { derivedId } from '../../../shared/ids';
import { Logger } from '../../../shared/logging';
import { KeyedMutex } from '../../../shared/system/keyed-mutex';
import { FilesFolder, type ReceivedFile } from '../../http/bodies/file-body';
import { invalid } from '../../problems/problem';
import { problemOf, valueOrProblem } from '../../problems/problem-of';
import { ImportFiles } from './import-files';
import type { ImportProgress, ImportRecord, ImportRequest } from './import-record';
import { reconciliationOf } from './reconciliation-or-problem';

type Imported = CommandResult<Reconciliation>;

/** An import that runs, and what comes of it. */
export interface StartedImport {
  readonly record: ImportRecord;
  /** Rejects with a ProblemError when the file is refused, or when the import fails. */
  readonly result: Promise<Imported>;
}

/** How an import runs: at once and asked for in this request, or in turn and without a client that waits. */
export interface ImportMode {
  readonly isAtOnce: boolean;
  /** How often the read models are waited for. */
  readonly attempts: number;
}

export const AT_ONCE: ImportMode = { isAtOnce: true, attempts: 1 };
/** Read models that are built again after a start are waited for some minutes. */
export const IN_TURN: ImportMode = { isAtOnce: false, attempts: 60 };

/** Imports of statements: the file is on disk before the answer, and the import goes on after a restart. */
@Injectable()
export class StatementImports implements BeforeApplicationShutdown {
  private readonly files: ImportFiles;
  private readonly running = new Map<string, { result: Promise<Imported>; progress: ImportProgress }>();
  /** Large files are imported one after another: each is in memory as a whole. */
  private last: Promise<unknown> = Promise.resolve();
  private isClosing = false;
  /** By import. */
  private readonly mutex = new KeyedMutex();

  constructor(
    { path }: FilesFolder,
    private readonly commands: CommandBus,
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.files = new ImportFiles(path);
  }

  /** What a crash or a shutdown interrupted goes on. The service calls it once it is ready. @throws {Error} when the folder cannot be read */
  async resume(): Promise<void> {
    for (const record of await this.files.records())
      if (record.state === 'RUNNING') this.run(record, IN_TURN).catch(ignore);
  }

  /** What is under way is left as it is: the next start goes on with it. */
  beforeApplicationShutdown(): void {
    this.isClosing = true;
  }

  /**
   * Keeps the file and begins the import, or joins the one that has it. @throws {ProblemError} when the key was used for
   * another file or request
   */
  begin(
    request: ImportRequest,
    file: ReceivedFile,
    key: string | undefined,
    mode: ImportMode,
  ): Promise<StartedImport> {
    const id = importIdOf(request, file, key);
    // The same file can come twice at once: the second one joins the first.
    return this.mutex.runExclusive(id, () => this.beginAlone(id, request, file, mode));
  }

  private async beginAlone(
    id: string,
    request: ImportRequest,
    file: ReceivedFile,
    mode: ImportMode,
  ): Promise<StartedImport> {
    const known = await this.files.find(id);
    if (known && !isSame(known, request, file)) throw valueOrProblem(KEY_REUSED);
    const under = known && this.running.get(id);
    if (under) return { record: known, result: under.result };
    await this.files.keep(id, file.path);
    const { hash, size } = file;
    const receivedAt = known?.receivedAt ?? this.clock.now().toISOString();
    const record = {
      id,
      request,
      hash,
      size,
      receivedAt,
      state: 'RUNNING',
      statementId: null,
      refusal: null,
    } as const;
    await this.files.save(record);
    return { record, result: this.run(record, mode) };
  }

  /** Returns undefined where this process knows no such import. */
  async find(id: string): Promise<(ImportRecord & ImportProgress) | undefined> {
    const record = await this.files.find(id);
    return record && { ...record, ...(this.running.get(id)?.progress ?? { lines: null, recorded: 0 }) };
  }

  private run(record: ImportRecord, { isAtOnce, attempts }: ImportMode): Promise<Imported> {
    const before = isAtOnce ? Promise.resolve() : this.last;
    const result = before.then(() => this.reconcile(record, attempts));
    this.running.set(record.id, { result, progress: { lines: null, recorded: 0 } });
    const ended = result.then(
      imported => this.end({ ...record, state: 'COMPLETED', statementId: imported.body.statementId }),
      (thrown: unknown) => this.fail(record, thrown),
    );
    const settled = ended.catch((error: unknown) =>
      this.logger.error({ importId: record.id, error: String(error) }, 'import state not saved'),
    );
    if (!isAtOnce) this.last = settled;
    return ended.then(() => result);
  }

  /** Read models that are behind are waited for again, `attempts` times in all. */
  private async reconcile({ id, request }: ImportRecord, attempts: number): Promise<Imported> {
    const bytes = await this.files.read(id);
    if (!bytes) throw invalid({ field: 'body', message: 'is no longer kept: send the file again' });
    const command = new ReconcileStatement(
      request.client,
      await this.fileOf(request, bytes),
      originOf(request),
      progress => this.note(id, progress),
    );
    for (let left = attempts - 1; ; left -= 1) {
      const answered = await this.commands.execute(command);
      const isBehind = !answered.ok && answered.refusal === PROJECTION_BEHIND;
      if (!isBehind || left <= 0 || this.isClosing) return reconciliationOf(answered);
    }
  }

  private note(id: string, progress: ImportProgress): void {
    const under = this.running.get(id);
    if (under) this.running.set(id, { ...under, progress });
  }

  private async fileOf(request: ImportRequest, bytes: Buffer): Promise<StatementFile> {
    const { provider, format, acceptedBecause } = request;
    const mapping =
      request.mapping === undefined ? undefined : await this.mappingOf(provider, request.mapping);
    return {
      provider,
      bytes,
      from: new Date(request.from),
      to: new Date(request.to),
      ...(format && { format }),
      ...(mapping && { mapping }),
      ...(acceptedBecause !== undefined && { acceptedBecause }),
    };
  }

  /** The mapping as it is when the file is read. */
  private async mappingOf(provider: string, name: string): Promise<NamedMapping> {
    const { state } = await readMappings(this.store);
    const found = state.get(name);
    if (found?.provider !== provider)
      throw invalid({ field: 'mapping', message: `must be the name of a mapping of ${provider}` });
    return found;
  }

  /** A fault can be over when the file comes again; a refusal is the file's. At a shutdown the import waits. */
  private async fail(record: ImportRecord, thrown: unknown): Promise<void> {
    const { problem } = problemOf(thrown);
    if (problem.status >= 500 && this.isClosing) return void this.running.delete(record.id);
    const state = problem.status >= 500 ? 'FAILED' : 'REFUSED';
    await this.end({ ...record, state, refusal: problem });
  }

  private async end(record: ImportRecord): Promise<void> {
    try {
      await this.files.save(record);
      await this.files.drop(record.id);
    } finally {
      this.running.delete(record.id);
    }
  }
}

const ignore = (): undefined => undefined;

const KEY_REUSED = {
  ok: false,
  refusal: { code: 'IDEMPOTENCY_KEY_REUSED', message: 'This Idempotency-Key was used for another statement' },
} as const;

/** Without a key the same file for the same request is the same import. */
const importIdOf = (request: ImportRequest, { hash }: ReceivedFile, key: string | undefined): string =>
  key === undefined
    ? derivedId('statement-import', request.client, askedOf(request), hash)
    : derivedId('statement-import-key', request.client, key);

const isSame = (known: ImportRecord, request: ImportRequest, { hash }: ReceivedFile): boolean =>
  known.hash === hash && askedOf(known.request) === askedOf(request);

/** What the request asks for, without who asked and with which key. */
const askedOf = ({ provider, from, to, format, mapping, acceptedBecause }: ImportRequest): string =>
  JSON.stringify([provider, from, to, format ?? null, mapping ?? null, acceptedBecause ?? null]);

const originOf = ({ keyId, requestId }: ImportRequest) => ({
  ...(keyId !== undefined && { keyId }),
  ...(requestId !== undefined && { requestId }),
});
