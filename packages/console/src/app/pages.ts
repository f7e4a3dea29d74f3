import { type ComponentType, lazy } from 'react';
import type { Words } from '../shared/i18n/words';
import { Attention } from '../views/attention/attention';

export const GROUPS = ['needs', 'books', 'control'] as const;

export interface PageEntry {
  readonly path: string;
  readonly page: ComponentType;
  /** Who finds it in the navigation: a person with one of these. */
  readonly scopes: readonly string[];
  readonly group?: (typeof GROUPS)[number];
  /** Its words in the navigation. A page without them is reached from others. */
  readonly nav?: keyof Words['nav'];
}

const ANY = [
  'payouts:read',
  'ledger:read',
  'cases:read',
  'cases:decide',
  'audit',
  'keys',
  'limits',
  'webhooks',
];

/** A page that is loaded when a person opens it. */
const later = (load: () => Promise<ComponentType>): ComponentType =>
  lazy(async () => ({ default: await load() }));

/** Every page. A new view is one line here and one folder in views/. */
export const PAGES: readonly PageEntry[] = [
  { path: '/', page: Attention, scopes: ANY, group: 'needs', nav: 'attention' },
  {
    path: '/payouts',
    page: later(async () => (await import('../views/payments/list/payouts')).Payouts),
    scopes: ['payouts:read'],
    group: 'needs',
    nav: 'payouts',
  },
  {
    path: '/payouts/:id',
    page: later(async () => (await import('../views/payments/payout/payout')).PayoutPage),
    scopes: [],
  },
  {
    path: '/approvals',
    page: later(async () => (await import('../views/payments/approvals/approvals')).Approvals),
    scopes: ['cases:decide', 'payouts:read'],
    group: 'needs',
    nav: 'approvals',
  },
  {
    path: '/cases',
    page: later(async () => (await import('../views/cases/list/cases')).Cases),
    scopes: ['cases:read'],
    group: 'needs',
    nav: 'cases',
  },
  {
    path: '/cases/:id',
    page: later(async () => (await import('../views/cases/decide/case')).CasePage),
    scopes: [],
  },
  {
    path: '/search',
    page: later(async () => (await import('../views/payments/search/search')).Search),
    scopes: [],
  },
  {
    path: '/accounts',
    page: later(async () => (await import('../views/accounts/accounts')).Accounts),
    scopes: ['payouts:read', 'ledger:read'],
    group: 'books',
    nav: 'accounts',
  },
  {
    path: '/accounts/:id',
    page: later(async () => (await import('../views/accounts/account')).AccountPage),
    scopes: [],
  },
  {
    path: '/trial-balance',
    page: later(async () => (await import('../views/books/trial-balance')).TrialBalance),
    scopes: ['ledger:read'],
    group: 'books',
    nav: 'trialBalance',
  },
  {
    path: '/totals',
    page: later(async () => (await import('../views/books/totals')).Totals),
    scopes: ['ledger:read'],
    group: 'books',
    nav: 'totals',
  },
  {
    path: '/journal',
    page: later(async () => (await import('../views/books/journal')).Journal),
    scopes: ['ledger:read'],
    group: 'books',
    nav: 'journal',
  },
  {
    path: '/streams/:stream',
    page: later(async () => (await import('../views/books/stream')).StreamPage),
    scopes: [],
  },
  {
    path: '/float',
    page: later(async () => (await import('../views/books/float')).Float),
    scopes: ['ledger:read'],
    group: 'books',
    nav: 'float',
  },
  {
    path: '/fees',
    page: later(async () => (await import('../views/fees/fees')).Fees),
    scopes: ['ledger:read'],
    group: 'books',
    nav: 'fees',
  },
  {
    path: '/account-codes',
    page: later(async () => (await import('../views/books/codes/codes')).Codes),
    scopes: ['reconciliation', 'audit'],
    group: 'books',
    nav: 'codes',
  },
  {
    path: '/reconciliations',
    page: later(async () => (await import('../views/reconciliation/reconcile')).Reconcile),
    scopes: ['reconciliation'],
    group: 'books',
    nav: 'reconciliation',
  },
  {
    path: '/reconciliations/:id',
    page: later(async () => (await import('../views/reconciliation/reconciliation')).ReconciliationPage),
    scopes: [],
  },
  {
    path: '/periods',
    page: later(async () => (await import('../views/periods/periods')).Periods),
    scopes: ['reconciliation', 'ledger:read'],
    group: 'books',
    nav: 'periods',
  },
  {
    path: '/holds',
    page: later(async () => (await import('../views/books/holds')).Holds),
    scopes: ['ledger:read'],
    group: 'books',
    nav: 'holds',
  },
  {
    path: '/plots',
    page: later(async () => (await import('../views/plots/plots')).Plots),
    scopes: ['payouts:read'],
    group: 'books',
    nav: 'plots',
  },
  {
    path: '/proofs',
    page: later(async () => (await import('../views/proofs/proofs')).Proofs),
    scopes: ['audit'],
    group: 'control',
    nav: 'proofs',
  },
  {
    path: '/webhooks',
    page: later(async () => (await import('../views/webhooks/endpoints')).Webhooks),
    scopes: ['webhooks'],
    group: 'control',
    nav: 'webhooks',
  },
  {
    path: '/webhooks/deliveries/:id',
    page: later(async () => (await import('../views/webhooks/delivery')).DeliveryPage),
    scopes: [],
  },
  {
    path: '/keys',
    page: later(async () => (await import('../views/control/keys')).Keys),
    scopes: ['keys'],
    group: 'control',
    nav: 'keys',
  },
  {
    path: '/security-events',
    page: later(async () => (await import('../views/control/security-events')).SecurityEvents),
    scopes: ['audit'],
    group: 'control',
    nav: 'security',
  },
  {
    path: '/limits',
    page: later(async () => (await import('../views/control/limits')).Limits),
    scopes: ['limits', 'audit'],
    group: 'control',
    nav: 'limits',
  },
  {
    path: '/health',
    page: later(async () => (await import('../views/control/health')).Health),
    scopes: ANY,
    group: 'control',
    nav: 'health',
  },
];
