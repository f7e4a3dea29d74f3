/**
 * Which room may import which, as docs/architecture.md says. A room that is not listed here is an entry point
 * (main.ts, cli.ts, app.module.ts, composition/, backing/, command-line/, demo/, fuzz/): it may import everything, and no room may import it.
 */
const ROOMS = {
  shared: [],
  domain: ['shared'],
  'event-store': ['shared'],
  commands: ['shared', 'domain', 'event-store'],
  saga: ['shared', 'domain', 'event-store', 'commands', 'providers'],
  providers: ['shared', 'domain'],
  webhooks: ['shared', 'event-store', 'providers'],
  // Messages to clients: what they say of a payout is what its row says.
  outbound: ['shared', 'domain', 'event-store'],
  projections: ['shared', 'domain', 'event-store'],
  queries: ['shared', 'projections'],
  // Proofs are read, and presented as the auditor's tools expect them.
  api: ['shared', 'commands', 'queries', 'proofs', 'outbound'],
  // API keys are remembered in a stream of their own, which is no money and no command: only this corner appends.
  'api/auth/keys': ['api', 'shared'],
  // What is recorded about access has a stream of its own, too.
  'api/auth/security': ['api', 'queries', 'shared'],
  audit: ['shared', 'domain', 'event-store', 'projections'],
  proofs: ['shared', 'event-store'],
};

/** Single files of other rooms that hold words and shapes but no decision, so that nobody spells them twice. */
const WORDS = {
  // The port's types, the grammar of stream names, the names and shapes of the API's own vocabulary.
  api: [
    '^src/event-store/(event-store|stream-names|read-events|log/log-tail)\\.ts$',
    // The shapes of the events that clients follow.
    '^src/domain/(account|approval|case|journal|limits|payout|reconciliation)/events\\.ts$',
    '^src/domain/payout/payee\\.ts$',
    '^src/domain/pix/',
    // The names alone: the API checks and documents them, and meets no provider.
    '^src/providers/provider-names\\.ts$',
    // A payout told in words, from events alone: the API and the command line tell the same.
    '^src/domain/outbound/',
    '^src/domain/explain/explain-payout\\.ts$',
  ],
  'api/auth/keys': [
    '^src/event-store/(event-store|stream-names|read-events|load|change)\\.ts$',
    '^src/event-store/log/stream-follower\\.ts$',
    '^src/event-store/log/log-(tail|mark)\\.ts$',
  ],
  'api/auth/security': ['^src/event-store/(event-store|stream-names|read-events|append-events)\\.ts$'],
  // A payout's row is a pure fold of its events; leases divide the endpoints as they divide the saga's work.
  outbound: ['^src/projections/payouts/payout-row\\.ts$', '^src/saga/partitions/partitions\\.ts$'],
  // The type of a stream's name says which events stand in the stream.
  'event-store': ['^src/domain/[^/]+/events\\.ts$'],
  webhooks: ['^src/domain/payout/payee\\.ts$', '^src/domain/notification/events\\.ts$'],
};

const isInside = room => other => other.startsWith(`${room}/`);

const roomRules = Object.entries(ROOMS).map(([room, others]) => ({
  name: `room-${room.replaceAll('/', '-')}`,
  comment: `${room} may import ${others.join(', ') || 'no other room'}`,
  severity: 'error',
  from: {
    path: `^src/${room}/`,
    pathNot: Object.keys(ROOMS)
      .filter(isInside(room))
      .map(corner => `^src/${corner}/`),
  },
  to: { path: '^src/', pathNot: [`^src/(${[room, ...others].join('|')})/`, ...(WORDS[room] ?? [])] },
}));

/** The folders of the saga, read from the runner down. The files beside the folders may be used by all of them. */
const SAGA = {
  runner: ['payouts', 'notifications', 'cases', 'accounts', 'partitions'],
  partitions: [],
  payouts: ['cases', 'exchanges', 'accounts'],
  notifications: ['exchanges'],
  cases: ['exchanges', 'accounts'],
  accounts: [],
  exchanges: [],
};

const sagaRules = Object.entries(SAGA).map(([folder, others]) => ({
  name: `saga-${folder}`,
  comment: `saga/${folder} may import ${others.join(', ') || 'no other folder of the saga'}`,
  severity: 'error',
  from: { path: `^src/saga/${folder}/` },
  to: { path: '^src/saga/[^/]+/', pathNot: `^src/saga/(${[folder, ...others].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    ...sagaRules,
    {
      name: 'domain-is-pure',
      comment:
        'Pure decisions: no Nest, no I/O, nothing of Node; only data structures and checks that are pure too',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/', '(^|/)immutable(/|$)', '(^|/)@brazilian-utils/'] },
    },
    {
      name: 'domain-has-no-clock',
      comment: 'Time and chance reach a decision as data in its command',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { path: '^src/shared/(clock|random|settings/|logging)' },
    },
    {
      name: 'parts-are-handed-in',
      comment:
        'Commands and saga run in the simulator: clock, chance and I/O are handed in, never reached for',
      severity: 'error',
      from: { path: '^src/(commands|saga)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'audit-folds-by-itself',
      comment: 'The audit shares the shapes of events and tables with the house, and none of its code',
      severity: 'error',
      from: { path: '^src/audit/' },
      to: {
        path: '^src/(domain|projections)/',
        pathNot: ['/events\\.ts$', '^src/domain/payout/payee\\.ts$', '^src/projections/schema\\.ts$'],
      },
    },
    {
      name: 'audit-only-reads',
      comment: 'Of the event store the audit knows the port, and of the port the reading half',
      severity: 'error',
      from: { path: '^src/audit/' },
      to: { path: '^src/event-store/', pathNot: '^src/event-store/event-store\\.ts$' },
    },
    {
      name: 'audit-cannot-reach-append',
      comment: 'Not by way of another module either',
      severity: 'error',
      from: { path: '^src/audit/' },
      to: { path: '^src/event-store/(?!event-store\\.ts$)', reachable: true },
    },
    {
      name: 'proof-formats-stand-alone',
      comment:
        'A verifier needs the hashes and the formats alone: they import nothing but each other and hashes of Node',
      severity: 'error',
      from: { path: '^src/proofs/(formats|merkle)/' },
      to: { pathNot: ['^src/proofs/(formats|merkle)/', '^(node:)?crypto$'] },
    },
    {
      name: 'the-verifier-stands-alone',
      comment: 'An auditor runs it without the ledger: it imports nothing but modules of Node',
      severity: 'error',
      from: { path: '^src/proofs/verifier/' },
      to: { dependencyTypesNot: ['core'] },
    },
    {
      name: 'packages-stand-alone',
      comment:
        'A package knows nothing of payouts: it imports its own files and nothing of the ledger or of another package',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      // The console calls the service as every other program does.
      to: { path: '^(src|test|packages)/', pathNot: ['^packages/$1/', '^packages/client/dist/index\\.'] },
    },
    {
      name: 'packages-by-their-names',
      comment:
        'The ledger uses a package by what its package.json exports, and only where stores and providers are chosen',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^packages/', pathNot: '^packages/[^/]+/dist/(index|main)\\.' },
    },
    {
      name: 'packages-where-parts-are-chosen',
      comment: 'Everything else meets an event store and a provider by their addresses',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(backing|composition|command-line|cli\\.ts)' },
      // The demo calls the service as every other program does.
      to: { path: '^packages/', pathNot: '^packages/client/dist/index\\.' },
    },
    {
      name: 'no-tests-in-the-house',
      severity: 'error',
      from: { path: '^(src|packages/[^/]+/src)/' },
      to: { path: '(^|/)(test|bench)/', pathNot: 'node_modules' },
    },
    {
      name: 'no-development-packages',
      comment: 'They are not there where the service runs',
      severity: 'error',
      // The build puts everything that the console uses into its own files.
      from: { path: '^(src|packages/[^/]+/src)/', pathNot: '^packages/console/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-unresolved',
      comment: 'A module that the tool cannot find is one whose rule it cannot check',
      severity: 'error',
      from: { path: '^(src|packages/[^/]+/src)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^(src|packages/[^/]+/src)/' },
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
  },
};
