/**
 * Which room may import which, as docs/architecture.md says. A room that is not listed here is an entry point
 * (main.ts, cli.ts, app.module.ts, composition/, demo/): it may import everything, and no room may import it.
 */
const ROOMS = {
  shared: [],
  domain: ['shared'],
  'event-store': ['shared'],
  'embedded-event-store': ['shared'],
  commands: ['shared', 'domain', 'event-store'],
  saga: ['shared', 'domain', 'event-store', 'commands', 'providers'],
  providers: ['shared', 'domain'],
  webhooks: ['shared', 'event-store', 'providers'],
  projections: ['shared', 'domain', 'event-store'],
  queries: ['shared', 'projections'],
  api: ['shared', 'commands', 'queries'],
  // API keys are remembered in a stream of their own, which is no money and no command: only this corner appends.
  'api/auth/keys': ['api', 'shared'],
  audit: ['shared', 'domain', 'event-store', 'projections'],
  sandbox: ['shared'],
};

/** Where a room stands that is not a folder of src. */
const FOLDERS = {
  'embedded-event-store': 'packages/embedded-eventstore/src',
  sandbox: 'packages/psp-sandbox/src',
};

const folderOf = room => FOLDERS[room] ?? `src/${room}`;

const HOUSE = '^(src|packages/embedded-eventstore/src|packages/psp-sandbox/src)/';

/** Single files of other rooms that hold words and shapes but no decision, so that nobody spells them twice. */
const WORDS = {
  // The port's types, the grammar of stream names, the names and shapes of the API's own vocabulary.
  api: [
    '^src/event-store/(event-store|stream-names)\\.ts$',
    '^src/domain/payout/payee\\.ts$',
    '^src/domain/pix/',
    // A payout told in words, from events alone: the API and the command line tell the same.
    '^src/domain/explain/explain-payout\\.ts$',
  ],
  'api/auth/keys': ['^src/event-store/(event-store|new-events)\\.ts$'],
  'embedded-event-store': ['^src/command-line/settings\\.ts$'],
  webhooks: ['^src/domain/payout/payee\\.ts$', '^src/domain/notification/events\\.ts$'],
};

const isInside = room => other => other.startsWith(`${room}/`);

const roomRules = Object.entries(ROOMS).map(([room, others]) => ({
  name: `room-${room.replaceAll('/', '-')}`,
  comment: `${room} may import ${others.join(', ') || 'no other room'}`,
  severity: 'error',
  from: {
    path: `^${folderOf(room)}/`,
    pathNot: Object.keys(ROOMS)
      .filter(isInside(room))
      .map(corner => `^src/${corner}/`),
  },
  to: {
    path: '^(src|packages)/',
    pathNot: [`^(${[room, ...others].map(folderOf).join('|')})/`, ...(WORDS[room] ?? [])],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
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
      to: { path: '^src/shared/(clock|random|settings/config|logging)' },
    },
    {
      name: 'parts-are-handed-in',
      comment:
        'Commands and saga run in the simulator: clock, chance and I/O are handed in, never reached for',
      severity: 'error',
      from: { path: '^src/(commands|saga|providers/gate)/' },
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
      name: 'no-tests-in-the-house',
      severity: 'error',
      from: { path: HOUSE },
      to: { path: '^(test|bench|packages/embedded-eventstore/(test|bench)|packages/psp-sandbox/test)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'They are not there where the service runs',
      severity: 'error',
      from: { path: HOUSE },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-unresolved',
      comment: 'A module that the tool cannot find is one whose rule it cannot check',
      severity: 'error',
      from: { path: HOUSE },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: HOUSE },
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
