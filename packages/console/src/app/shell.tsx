import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type RefObject, Suspense, useRef, useState } from 'react';
import { Link, Route, Switch, useLocation, useRoute } from 'wouter';
import { answerOf, api } from '../shared/api/client';
import { useWords } from '../shared/i18n/words';
import { Page } from '../shared/ui/page';
import { moveInQueue, useKeys } from '../shared/keys/use-keys';
import { KeyboardHelp } from './keyboard-help';
import { GROUPS, PAGES, type PageEntry } from './pages';
import { useMay, useSession } from './session/session';
import { LanguageSwitch, ThemeSwitch } from './switches';

/** What surrounds every page: the mode, the navigation, the search box, the keyboard. */
export function Shell() {
  const { common, shell } = useWords();
  const [, go] = useLocation();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  useKeys({
    j: () => moveInQueue(1),
    k: () => moveInQueue(-1),
    '/': () => search.current?.focus(),
    '?': () => setHelpOpen(true),
    a: () => go('/'),
    p: () => go('/payouts'),
    v: () => go('/approvals'),
    c: () => go('/cases'),
  });
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {common.skip}
      </a>
      <ModeBanner />
      <Side onHelp={() => setHelpOpen(true)} />
      <main className="main" id="content">
        <div className="top">
          <SearchBox box={search} />
        </div>
        <FirstKeyNote />
        <Suspense fallback={<p className="empty">{common.loading}</p>}>
          <Switch>
            {PAGES.map(({ path, page }) => (
              <Route key={path} path={path} component={page} />
            ))}
            <Route>
              <Page title={shell.noPage}>{null}</Page>
            </Route>
          </Switch>
        </Suspense>
      </main>
      {isHelpOpen && <KeyboardHelp onClose={() => setHelpOpen(false)} />}
    </div>
  );
}

/** One box for everything that has a name. A search for a payee is recorded, and the box says so. */
function SearchBox({ box }: { readonly box: RefObject<HTMLInputElement | null> }) {
  const { common } = useWords();
  const [, go] = useLocation();
  const mayPersonal = useMay('personal:read');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = box.current?.value.trim() ?? '';
    if (text !== '') go(`/search?q=${encodeURIComponent(text)}`);
  };
  return (
    <form role="search" onSubmit={submit}>
      <input
        ref={box}
        className="input"
        type="search"
        aria-label={common.search}
        aria-describedby={mayPersonal ? 'search-recorded' : undefined}
        placeholder={`${common.searchHint}  ( / )`}
      />
      {mayPersonal && (
        <p id="search-recorded" className="small muted">
          {common.searchRecorded}
        </p>
      )}
    </form>
  );
}

function ModeBanner() {
  const { shell } = useWords();
  const { mode } = useSession();
  return (
    <p className="mode" data-mode={mode} role="note">
      <b>{mode === 'sandbox' ? 'SANDBOX' : 'PRODUCTION'}</b>
      <span>{mode === 'sandbox' ? shell.sandbox : shell.production}</span>
    </p>
  );
}

/** The first key belongs to no person, and everything that is done with it has no name. */
function FirstKeyNote() {
  const { shell } = useWords();
  const { kind, clientName } = useSession();
  if (kind !== 'unstated' || clientName !== 'admin') return null;
  return (
    <div className="note" data-tone="warn">
      <p>{shell.firstKey}</p>
    </div>
  );
}

function Side({ onHelp }: { readonly onHelp: () => void }) {
  const { nav, shell, common } = useWords();
  const { scopes, clientName } = useSession();
  const isOpen = (entry: PageEntry) => entry.scopes.some(scope => scopes.includes(scope));
  return (
    <div className="side">
      <Link href="/" className="brand">
        <img src="/console/icon.svg" alt="" width="24" height="24" />
        Holdfast
      </Link>
      <nav aria-label="Holdfast">
        {GROUPS.map(group => (
          <div className="nav-group" key={group}>
            <h2>{shell[group]}</h2>
            <ul>
              {PAGES.filter(entry => entry.group === group && isOpen(entry)).map(({ path, nav: name }) => (
                <li key={path}>{name && <NavLink to={path} label={nav[name]} />}</li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="side-foot">
        <b>{clientName}</b>
        <div className="row">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <div className="row">
          <button type="button" className="button quiet" onClick={onHelp}>
            {common.help} <kbd>?</kbd>
          </button>
          <SignOut />
        </div>
        <p className="muted">{common.zone}</p>
      </div>
    </div>
  );
}

function NavLink({ to, label }: { readonly to: string; readonly label: string }) {
  const [isHere] = useRoute(to === '/' ? '/' : `${to}/*?`);
  return (
    <Link href={to} className="nav-link" aria-current={isHere ? 'page' : undefined}>
      {label}
    </Link>
  );
}

function SignOut() {
  const { shell } = useWords();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => answerOf(api.DELETE('/console/session')),
    onSettled: () => queries.resetQueries(),
  });
  return (
    <button type="button" className="button quiet" onClick={() => end.mutate()}>
      {shell.signOut}
    </button>
  );
}
