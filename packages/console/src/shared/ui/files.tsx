import { useEffect, useRef, useState } from 'react';
import { filled } from '../api/filled';
import { ZONE, ZONES } from '../format/time';
import { useWords } from '../i18n/words';
import { RadioInput } from './inputs';

const FORMS = {
  SPREADSHEET: { format: 'csv', locale: 'pt-BR' },
  CSV: { format: 'csv' },
  PARQUET: { format: 'parquet' },
} as const;
type Form = keyof typeof FORMS;

interface FilesProps {
  /** The route of the list. */
  readonly path: string;
  /** Its filters: the file has what the page shows, on all of its pages. */
  readonly query?: Readonly<Record<string, string | undefined>>;
}

/** Offers what the page shows as a file. */
export function Files(props: FilesProps) {
  const { files } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {files.title}
      </button>
      {isOpen && <FileDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function FileDialog({ path, query = {}, onClose }: FilesProps & { readonly onClose: () => void }) {
  const { files, common } = useWords();
  const [form, setForm] = useState<Form>('SPREADSHEET');
  const [timeZone, setZone] = useState<string>(ZONE);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const asked = new URLSearchParams(filled({ ...query, ...FORMS[form], timeZone }));
  return (
    <dialog ref={dialog} className="dialog" aria-label={files.title} onClose={onClose}>
      <div className="content">
        <h2>{files.title}</h2>
        <RadioInput legend={files.form} name="form" choices={files.forms} chosen={form} choose={setForm} />
        <ZoneChoice chosen={timeZone} choose={setZone} />
        <p className="small muted">{files.about}</p>
        <div className="row">
          <a
            className="button primary"
            href={`${path}?${asked}`}
            download
            onClick={() => dialog.current?.close()}
          >
            {common.download}
          </a>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {common.cancel}
          </button>
        </div>
      </div>
    </dialog>
  );
}

interface ZoneProps {
  readonly chosen: string;
  readonly choose: (chosen: string) => void;
}

function ZoneChoice({ chosen, choose }: ZoneProps) {
  const { files } = useWords();
  return (
    <label className="field">
      <span className="label">{files.zone}</span>
      <select className="input" value={chosen} onChange={({ target }) => choose(target.value)}>
        {ZONES.map(zone => (
          <option key={zone}>{zone}</option>
        ))}
      </select>
    </label>
  );
}
