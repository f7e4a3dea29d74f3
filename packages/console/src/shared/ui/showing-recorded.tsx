import { Link } from 'wouter';
import { useMay, useSession } from '../../app/session/session';
import { useWords } from '../i18n/words';

/** Stands where personal data is shown: each answer with it is recorded before it is sent. */
export function ShowingRecorded({ words }: { readonly words?: string }) {
  const { personal } = useWords();
  const { clientName } = useSession();
  const mayRead = useMay('audit');
  const events = `/security-events?kind=PERSONAL_DATA_SHOWN&client=${encodeURIComponent(clientName)}`;
  return (
    <p className="small muted" data-showing-recorded="">
      {words ?? personal.shown} {mayRead && <Link href={events}>{personal.events}</Link>}
    </p>
  );
}
