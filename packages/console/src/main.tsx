import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { SignedIn } from './app/session/signed-in';
import { Shell } from './app/shell';
import { ProblemError } from './shared/api/problem';
import { Language } from './shared/i18n/words';
import './styles/index.css';

const MAX_ATTEMPTS = 3;

/** A refusal stays a refusal, so only a request without an answer is sent again. */
const isWorthRepeating = (attempts: number, error: unknown): boolean =>
  attempts < MAX_ATTEMPTS && error instanceof ProblemError && [0, 503].includes(error.problem.status);

const queries = new QueryClient({ defaultOptions: { queries: { retry: isWorthRepeating } } });

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Router base="/console">
        <Language>
          <SignedIn>
            <Shell />
          </SignedIn>
        </Language>
      </Router>
    </QueryClientProvider>
  </StrictMode>,
);
