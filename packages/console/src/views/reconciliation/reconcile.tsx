import { useMutation } from '@tanstack/react-query';
import { type DragEvent, type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, api } from '../../shared/api/client';
import { useWords } from '../../shared/i18n/words';
import { Page, Panel, ProblemNote } from '../../shared/ui/page';
import { periodOf } from '../../shared/ui/period';

const PROVIDERS = ['connectpsp', 'ntxpay'] as const;
type Provider = (typeof PROVIDERS)[number];

interface Asked {
  readonly provider: Provider;
  /** Days of the books, both included. */
  readonly from: string;
  readonly to: string;
  readonly file: File;
}

/** Puts a provider's statement beside the books. Nothing that it says moves money: each break becomes a case. */
export function Reconcile() {
  const { reconciliation, payout, common } = useWords();
  const [, go] = useLocation();
  const [provider, setProvider] = useState<Provider>('connectpsp');
  const [[from, to], setPeriod] = useState<readonly [string, string]>(['', '']);
  const [file, setFile] = useState<File>();
  const work = useMutation({
    mutationFn: (asked: Asked) => send(asked),
    onSuccess: id => go(`/reconciliations/${id}`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) work.mutate({ provider, from, to, file });
  };
  return (
    <Page title={reconciliation.title} about={reconciliation.about}>
      <Panel title={reconciliation.statement}>
        <form className="stack" onSubmit={submit}>
          <div className="filters">
            <label className="field">
              <span className="label">{payout.provider}</span>
              <select
                className="input"
                value={provider}
                onChange={({ target }) => setProvider(target.value as Provider)}
              >
                {PROVIDERS.map(name => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
            <Day label={common.from} value={from} set={day => setPeriod([day, to])} />
            <Day label={common.until} value={to} set={day => setPeriod([from, day])} />
          </div>
          <Drop file={file} onFile={setFile} />
          <div className="row">
            <button className="button primary" disabled={work.isPending || !file}>
              {work.isPending ? reconciliation.working : reconciliation.compare}
            </button>
          </div>
          {work.error !== null && <ProblemNote error={work.error} />}
        </form>
      </Panel>
    </Page>
  );
}

/** The bytes go as they are: the service reads the form of the file. */
async function send({ provider, from, to, file }: Asked): Promise<string> {
  const query = { provider, from, to, ...periodOf(from, to) };
  const { body } = await answerOf(
    api.POST('/v1/reconciliations', {
      params: { query },
      headers: { 'Content-Type': mediaTypeOf(file.name) },
      body: file as unknown as string,
      bodySerializer: (bytes: unknown) => bytes as BodyInit,
    }),
  );
  return body.id;
}

/** The service finds the form of other files in their content. */
function mediaTypeOf(name: string): string {
  if (/\.csv$/i.test(name)) return 'text/csv';
  return /\.json$/i.test(name) ? 'application/json' : 'text/plain';
}

interface DayProps {
  readonly label: string;
  readonly value: string;
  readonly set: (day: string) => void;
}

function Day({ label, value, set }: DayProps) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input
        className="input"
        type="date"
        required
        value={value}
        onChange={({ target }) => set(target.value)}
      />
    </label>
  );
}

interface DropProps {
  readonly file: File | undefined;
  readonly onFile: (file: File | undefined) => void;
}

/** A place to drop a file on. The keyboard opens it as any choice of a file. */
function Drop({ file, onFile }: DropProps) {
  const { reconciliation } = useWords();
  const take = (event: DragEvent) => {
    event.preventDefault();
    onFile(event.dataTransfer.files[0]);
  };
  return (
    <label className="drop" onDragOver={event => event.preventDefault()} onDrop={take}>
      <span>{file ? file.name : reconciliation.drop}</span>
      <input type="file" onChange={({ target }) => onFile(target.files?.[0])} />
    </label>
  );
}
