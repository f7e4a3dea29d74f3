import { useEffect, useRef } from 'react';
import { useWords } from '../shared/i18n/words';

const KEYS = [
  ['j', 'next'],
  ['k', 'previous'],
  ['Enter', 'open'],
  ['/', 'search'],
  ['a', 'attention'],
  ['p', 'payouts'],
  ['v', 'approvals'],
  ['c', 'cases'],
  ['?', 'help'],
] as const;

export function KeyboardHelp({ onClose }: { readonly onClose: () => void }) {
  const { keyboard, common } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="dialog" aria-label={keyboard.title} onClose={onClose}>
      <div className="content">
        <h2>{keyboard.title}</h2>
        <dl className="facts">
          {KEYS.map(([key, what]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{keyboard[what]}</dd>
            </div>
          ))}
        </dl>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {common.back}
        </button>
      </div>
    </dialog>
  );
}
