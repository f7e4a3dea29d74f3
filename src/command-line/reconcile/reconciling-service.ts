import type { Clock } from '../../shared/clock';

/** The parameters of an import, as the API names them. */
export interface StatementQuery {
  readonly provider: string;
  readonly from: string;
  readonly to: string;
  readonly format?: string;
  readonly mapping?: string;
  readonly acceptBecause?: string;
}

export interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

export interface Reconciled {
  readonly id: string;
  readonly matched: number;
  readonly nothingMoved: number;
  readonly breaks: number;
}

type Outcome = { readonly result: Reconciled } | { readonly problem: Problem };

interface Import {
  readonly id: string;
  readonly state: 'RUNNING' | 'COMPLETED' | 'REFUSED' | 'FAILED';
  readonly reconciliationId: string | null;
  readonly lines: number | null;
  readonly linesRecorded: number;
  readonly problem: Problem | null;
}

interface EventPage {
  readonly items: readonly { readonly type: string; readonly data: Omit<Reconciled, 'id'> }[];
  readonly nextCursor: string | null;
}

interface Parts {
  readonly url: string;
  readonly key: string;
  readonly clock: Clock;
  readonly showProgress: (text: string) => void;
}

const LOOK_EVERY_MS = 500;

/** A running service that a statement is given to. */
export class ReconcilingService {
  constructor(private readonly parts: Parts) {}

  /** Sends the file, and looks until its import has ended. @throws {Error} when the service is away */
  async reconcile(file: Uint8Array, query: StatementQuery): Promise<Outcome> {
    const asked = new URLSearchParams(Object.entries(query));
    const begun = await this.ask<Import & Problem>(`?${asked.toString()}`, file);
    if (begun.status !== 202) return { problem: begun.body };
    for (;;) {
      const end = await this.endOf(begun.body.id);
      if (end) return end;
      await this.parts.clock.wait(LOOK_EVERY_MS);
    }
  }

  private async endOf(id: string): Promise<Outcome | undefined> {
    const { status, body } = await this.ask<{ import: Import | null } & Problem>(`/${id}`);
    if (status !== 200) throw new Error(`${body.code}: ${body.detail}`);
    const { state, problem, reconciliationId, lines, linesRecorded } = body.import!;
    if (problem) return { problem };
    if (state === 'COMPLETED') return { result: await this.result(reconciliationId!) };
    this.parts.showProgress(lines === null ? 'reading' : `${linesRecorded} of ${lines} lines`);
    return undefined;
  }

  /** The last event of a statement has its figures. */
  private async result(id: string): Promise<Reconciled> {
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: { body: EventPage } = await this.ask<EventPage>(`/${id}?limit=200${cursor}`);
      const last = body.items.find(({ type }) => type === 'StatementReconciled');
      if (last) {
        const { matched, nothingMoved, breaks } = last.data;
        return { id, matched, nothingMoved, breaks };
      }
      cursor = body.nextCursor === null ? null : `&cursor=${encodeURIComponent(body.nextCursor)}`;
    }
    throw new Error(`The reconciliation ${id} has no end`);
  }

  private async ask<Body>(rest: string, file?: Uint8Array): Promise<{ status: number; body: Body }> {
    const address = new URL(`/v1/reconciliations${rest}`, this.parts.url);
    const authorization = { Authorization: `Bearer ${this.parts.key}` };
    const sending = { 'Content-Type': 'application/octet-stream', Prefer: 'respond-async' };
    const answer = await fetch(
      address,
      file
        ? { method: 'POST', headers: { ...authorization, ...sending }, body: new Uint8Array(file) }
        : { headers: authorization },
    ).catch((cause: unknown) => {
      throw new Error(`The service at ${this.parts.url} does not answer`, { cause });
    });
    return { status: answer.status, body: (await answer.json()) as Body };
  }
}
