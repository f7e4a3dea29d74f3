import { useMutation } from '@tanstack/react-query';
import { type DragEvent, type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, api } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { useWords } from '../../shared/i18n/words';
import { TextInput } from '../../shared/ui/inputs';
import { Page, Panel, ProblemNote } from '../../shared/ui/page';
import { periodOf } from '../../shared/ui/period';
import { MappingChoice } from './mapping-choice';

const PROVIDERS = ['connectpsp', 'ntxpay'] as const;
type Provider = (typeof PROVIDERS)[number];

interface Wishes {
  readonly provider: Provider;
  /** Days of the books, both included. */
  readonly from: string;
  readonly to: string;
  /** Of the columns; empty: those of our own form, or what the file itself says. */
  readonly mapping: string;
  /** Why a file is imported that was refused as one of another period. */
  readonly acceptBecause: string;
}
interface Asked extends Wishes {
  readonly file: File;
}

const NOTHING: Wishes = { provider: 'connectpsp', from: '', to: '', mapping: '', acceptBecause: '' };

/** Puts a provider's statement beside the books. Nothing that it says moves money: each break becomes a case. */
export function Reconcile() {
  const { reconciliation } = useWords();
  const [, go] = useLocation();
  const [wishes, setWishes] = useState<Wishes>(NOTHING);
  const [file, setFile] = useState<File>();
  const work = useMutation({
    mutationFn: (asked: Asked) => send(asked),
    onSuccess: id => go(`/reconciliations/${id}`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) work.mutate({ ...wishes, file });
  };
  return (
    <Page title={reconciliation.title} about={reconciliation.about}>
      <Panel title={reconciliation.statement}>
        <form className="stack" onSubmit={submit}>
          <Which of={wishes} set={setWishes} />
          <Drop file={file} onFile={setFile} />
          <TextInput
            label={reconciliation.acceptBecause}
            value={wishes.acceptBecause}
            set={acceptBecause => setWishes({ ...wishes, acceptBecause })}
            required={false}
            maxLength={500}
          />
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

/** Whose statement it is, of which days, and how its columns are read. */
function Which({ of, set }: { readonly of: Wishes; readonly set: (wishes: Wishes) => void }) {
  const { payout, common } = useWords();
  return (
    <div className="filters">
      <label className="field">
        <span className="label">{payout.provider}</span>
        <select
          className="input"
          value={of.provider}
          onChange={({ target }) => set({ ...of, provider: target.value as Provider, mapping: '' })}
        >
          {PROVIDERS.map(name => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <Day label={common.from} value={of.from} set={from => set({ ...of, from })} />
      <Day label={common.until} value={of.to} set={to => set({ ...of, to })} />
      <MappingChoice provider={of.provider} chosen={of.mapping} choose={mapping => set({ ...of, mapping })} />
    </div>
  );
}

/** The bytes go as they are: the service reads the form of the file. */
async function send({ provider, from, to, file, mapping, acceptBecause }: Asked): Promise<string> {
  const wishes = filled({ mapping, acceptBecause: acceptBecause.trim() });
  const query = { provider, from, to, ...periodOf(from, to), ...wishes };
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
