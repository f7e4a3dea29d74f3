import {
  commentsOf,
  filesIn,
  functionNamesOf,
  pages,
  proseOf,
  sentencesIn,
  sources,
  typedNamesOf,
  wordsIn,
  type Source,
} from './style-checks';

const files = sources();

const PARTICIPLES = new Set(
  (
    'told gone kept shown due heard found given taken held made known said asked answered settled written stored ' +
    'stated ended failed moved proved opened returned counted drawn after before of by for look looks word words'
  ).split(' '),
);

const RETIRED =
  /(?:^|[a-z])(?:Lane|Desk|Told|Looks?(?!Up)|Moments?|Doubt)(?=[A-Z]|s?$)|^(?:lane|desk|told|looks?(?!Up)|moments?|doubt)(?=[A-Z]|s?$)/;

const everyComment = (check: (text: string) => readonly string[]): string[] =>
  files.flatMap(file => commentsOf(file).flatMap(text => check(text).map(found => `${file.path}: ${found}`)));

const matching =
  (pattern: RegExp) =>
  (text: string): string[] =>
    sentencesIn(text).filter(sentence => pattern.test(sentence));

const everyPage = (check: (text: string) => readonly string[]): string[] =>
  pages().flatMap(page => proseOf(page).flatMap(text => check(text).map(found => `${page}: ${found}`)));

const tooLong = (text: string): string[] => sentencesIn(text).filter(sentence => wordsIn(sentence) > 25);

const badNames = (isBad: (name: string) => boolean) => (file: Source) =>
  functionNamesOf(file)
    .filter(({ name }) => isBad(name))
    .map(({ name, where }) => `${where}: ${name}`);

/** Rows of the database and lines of the sandbox's journal hold minor units as text. */
const RECORDS = [
  'src/projections/schema.ts',
  'src/projections/payouts/stored-json.ts',
  'src/projections/cases/stored-decision.ts',
  'packages/psp-sandbox/src/ledger/payment.ts',
];

/** Each rule and what breaks it. */
const RULES: readonly (readonly [rule: string, breaches: () => readonly string[]])[] = [
  ['1: a retired word in a name', () => files.flatMap(badNames(name => RETIRED.test(name)))],
  ['2: a function named by a bare participle', () => files.flatMap(badNames(name => PARTICIPLES.has(name)))],
  [
    '4: a comment about whoever or nobody',
    () => everyComment(matching(/\b(whoever|whomever|nobody|somebody|everybody)\b/i)),
  ],
  [
    '4: a comment about what is told',
    () => everyComment(matching(/\b(what|who|which|is|are|was|were) told\b/i)),
  ],
  ['4: a page about whoever or nobody', () => everyPage(matching(/\b(whoever|whomever|nobody|somebody)\b/i))],
  ['5: a comment with a sentence of more than 25 words', () => everyComment(tooLong)],
  ['5: a page with a sentence of more than 25 words', () => everyPage(tooLong)],
  [
    '3: a time that is a position',
    () =>
      files
        .flatMap(typedNamesOf)
        .filter(({ name, type }) => /At$/.test(name) && /\bPosition\b/.test(type))
        .map(({ name, where }) => `${where}: ${name}`),
  ],
  [
    '3: minor units that are no bigint',
    () =>
      files
        .flatMap(typedNamesOf)
        .filter(
          ({ name, type, where }) =>
            /Minor$/.test(name) && /^(string|boolean|Date)/.test(type) && !RECORDS.includes(where),
        )
        .map(({ name, where }) => `${where}: ${name}`),
  ],
  [
    '10: a spec named after a review',
    () => filesIn('test', '.spec.ts').filter(path => /\/review-/.test(path)),
  ],
];

describe('STYLE.md', () => {
  it.each(RULES)('rule %s', (_rule, breaches) => {
    expect(breaches()).toEqual([]);
  });

  it('finds what is planted', () => {
    const text = 'Whoever asks is told.\n- One item.\n@throws never. ' + 'word '.repeat(26);
    expect(matching(/\bwhoever\b/i)(text)).toEqual(['Whoever asks is told.']);
    expect(tooLong(text)).toHaveLength(1);
    expect(sentencesIn(text)).toContain('- One item.');
    expect(['accountLane', 'deskOf', 'lookUpOrder', 'planes'].filter(name => RETIRED.test(name))).toEqual([
      'accountLane',
      'deskOf',
    ]);
  });
});
