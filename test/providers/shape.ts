import { isLosslessNumber, parse } from 'lossless-json';

/**
 * How much of a sample is the whole truth, by paths like `counterpart.bank.bankCode` and `data[].bank`. A path stands for
 * what is below it too.
 */
export interface Terms {
  /** Objects that the sample breaks off, or whose content nobody fixes: other fields may stand there too. */
  readonly open?: readonly string[];
  /** Fields that may be missing. */
  readonly optional?: readonly string[];
  /** Fields that may be null, or have a value where the sample has null. */
  readonly nullable?: readonly string[];
  /** Texts that are opaque or somebody's own words: any text will do. */
  readonly free?: readonly string[];
  /** Fields that say the very same as the sample. */
  readonly same?: readonly string[];
}

/** What a text looks like, the narrowest first. */
const TEXTS: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['UTC time with milliseconds', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  ['UTC time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  ['time with its offset', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/],
  ['day', /^\d{4}-\d\d-\d\d$/],
  ['UUID', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['id of a payment in PIX', /^E[0-9A-Z]{8}\d[0-9A-Za-z]{22}$/],
  ['id of a return in PIX', /^D[0-9A-Z]{8}\d[0-9A-Za-z]{22}$/],
  ['amount', /^\d+\.\d\d$/],
  ['masked document', /^[*\d./-]*\*[*\d./-]*$/],
  ['digits', /^\d+$/],
  ['word', /^[A-Z][A-Z0-9_]*$/],
];

/**
 * Where an answer has another shape than the provider's sample of it: other fields, other types, other kinds of values.
 * Both are JSON texts, so that `0.30` is told from `0.3`. Empty where the two are alike.
 */
export function shapeDifferences(sample: string, answer: string, terms: Terms = {}): string[] {
  return new Comparison(terms).compare('', parse(sample), parse(answer));
}

class Comparison {
  constructor(private readonly terms: Terms) {}

  compare(path: string, sample: unknown, answer: unknown): string[] {
    if (this.is('nullable', path) && (sample === null || answer === null)) return [];
    if (this.is('same', path)) return this.differ(path, textOf(sample), textOf(answer));
    if (Array.isArray(sample) && Array.isArray(answer))
      return answer.flatMap(each => this.compare(`${path}[]`, sample[0], each));
    if (isObject(sample) && isObject(answer)) return this.compareFields(path, sample, answer);
    if (this.is('free', path) && typeof sample === 'string' && typeof answer === 'string') return [];
    // A round figure is an example of an amount that may have centavos.
    if (kindOf(sample) === NUMBER && kindOf(answer) === CENTAVOS) return [];
    return this.differ(path, kindOf(sample), kindOf(answer));
  }

  private compareFields(path: string, sample: Fields, answer: Fields): string[] {
    const below = (name: string) => (path === '' ? name : `${path}.${name}`);
    const missing = Object.keys(sample).filter(
      name => !Object.hasOwn(answer, name) && !this.is('optional', below(name)) && !this.is('open', path),
    );
    const added = Object.keys(answer).filter(name => !Object.hasOwn(sample, name) && !this.is('open', path));
    const both = Object.keys(sample).filter(name => Object.hasOwn(answer, name));
    return [
      ...missing.map(name => `${below(name)} is missing`),
      ...added.map(name => `${below(name)} is in no sample`),
      ...both.flatMap(name => this.compare(below(name), sample[name], answer[name])),
    ];
  }

  private differ(path: string, sample: string, answer: string): string[] {
    return sample === answer ? [] : [`${path} is ${answer}, and ${sample} in the sample`];
  }

  private is(term: keyof Terms, path: string): boolean {
    return (this.terms[term] ?? []).includes(path);
  }
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);

const NUMBER = 'a number';
/** A number with the two decimals of an amount. */
const CENTAVOS = 'a number of centavos';

const textOf = (value: unknown): string => JSON.stringify(isLosslessNumber(value) ? value.value : value);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (isLosslessNumber(value)) return /\.\d\d$/.test(value.value) ? CENTAVOS : NUMBER;
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'string') return `a ${typeof value}`;
  return `a text: ${TEXTS.find(([, shape]) => shape.test(value))?.[0] ?? 'other'}`;
}
