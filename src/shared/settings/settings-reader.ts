import { type FeeSchedule, parseFeeSchedule } from './fee-schedule';
import { eventStoreAddressFault } from './addresses/event-store-address';
import { nearestName } from './nearest-name';
import { isHeaderSecret, Secret } from './secret';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads variables and collects what is wrong with them, so that one message names all mistakes. */
export class SettingsReader {
  readonly faults: string[] = [];
  /** The name of every variable that was looked for. */
  private readonly known = new Set<string>();

  constructor(private readonly env: Environment) {}

  optional(name: string): string | undefined {
    this.known.add(name);
    const value = this.env[name];
    return value === '' ? undefined : value;
  }

  required(name: string): string {
    return this.optional(name) ?? '';
  }

  text(name: string, fallback: string, valid: (text: string) => boolean, fault: string): string {
    const value = this.optional(name) ?? fallback;
    if (!valid(value)) this.faults.push(`${name} ${fault}`);
    return value;
  }

  /** One of the words; the first where none is given. */
  choice<Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
    const value = this.optional(name) ?? words[0];
    const found = words.find(word => word === value);
    if (found === undefined) this.faults.push(`${name} must be ${words.join(' or ')}`);
    return found ?? words[0];
  }

  /** Some of the words, separated by commas; all of them where none is given. */
  choices<Word extends string>(name: string, words: readonly Word[]): ReadonlySet<Word> {
    const named = (this.optional(name) ?? words.join(',')).split(',').map(text => text.trim());
    const known = new Set(words.filter(word => named.includes(word)));
    if (named.some(text => !(words as readonly string[]).includes(text)))
      this.faults.push(`${name} must be some of ${words.join(', ')}, separated by commas`);
    return known;
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    const value = this.optional(name);
    if (value === undefined) return fallback;
    const number = /^(0|[1-9]\d{0,9})$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= min && number <= max))
      this.faults.push(`${name} must be a whole number from ${min} to ${max}`);
    return number;
  }

  url(name: string, allowed: (url: URL) => boolean, fault: string): string | null {
    const value = this.optional(name);
    if (value === undefined) return null;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const plain =
      url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '';
    if (!url || !plain || url.password !== '' || !allowed(url)) {
      this.faults.push(`${name} ${fault}, without a user, a query or a fragment`);
      return null;
    }
    return url.href.replace(/\/+$/, '');
  }

  secretUrl(name: string, protocols: readonly string[]): Secret | null {
    const value = this.optional(name);
    if (value === undefined) return null;
    // A cluster's address names several hosts, which URL does not read: only the scheme and a host are looked at.
    const known = protocols.some(
      protocol => value.startsWith(`${protocol}//`) && value.length > protocol.length + 2,
    );
    if (!known || /\s/.test(value))
      this.faults.push(`${name} must be an address starting ${protocols.map(p => `${p}//`).join(' or ')}`);
    return new Secret(value);
  }

  eventStoreUrl(name: string): Secret | null {
    const value = this.optional(name);
    if (value === undefined) return null;
    const fault = eventStoreAddressFault(value);
    if (fault !== undefined) this.faults.push(`${name} ${fault}`);
    return new Secret(value);
  }

  adminKey(name: string): Secret | null {
    const value = this.optional(name);
    if (value === undefined) return null;
    if (!/^[!-~]{8,512}$/.test(value))
      this.faults.push(`${name} must be 8 to 512 printable ASCII characters without spaces`);
    return new Secret(value);
  }

  /** A secret that travels in a header; an unset one is empty and no mistake here. */
  headerSecret(name: string): Secret {
    const value = this.required(name);
    if (value !== '' && !isHeaderSecret(value))
      this.faults.push(`${name} must be 1 to 512 printable ASCII characters without spaces and commas`);
    return new Secret(value);
  }

  /** null where it is unset. */
  optionalSecret(name: string): Secret | null {
    const value = this.optional(name);
    return value === undefined ? null : new Secret(value);
  }

  optionalHeaderSecret(name: string): Secret | null {
    return this.optional(name) === undefined ? null : this.headerSecret(name);
  }

  /**
   * Whether the provider with these settings is to be used. A part of the needed ones without the rest is a mistake:
   * otherwise the service would use the sandbox where the operator meant the provider. `more` may be missing, but not
   * stand alone.
   */
  group(needed: readonly string[], more: readonly string[]): boolean {
    const set = [...needed, ...more].find(name => this.optional(name) !== undefined);
    if (set === undefined) return false;
    const missing = needed.filter(name => this.optional(name) === undefined);
    for (const name of missing) this.faults.push(`${name} is missing (${set} is set)`);
    return true;
  }

  /** Refuses variables that nothing has looked for, and that look like one of ours written wrongly. Call it last. */
  refuseMisspelt(): void {
    const unknown = Object.keys(this.env).filter(name => !this.known.has(name));
    for (const name of unknown) {
      const meant = nearestName(name, this.known);
      if (meant !== undefined) this.faults.push(`${name} is not known: is ${meant} meant?`);
    }
  }

  feeSchedule(name: string): FeeSchedule {
    const schedule = parseFeeSchedule(this.optional(name) ?? '0.00');
    if (schedule) return schedule;
    this.faults.push(`${name} must be like 0.50, 1.5%, 0.50+1.5% or 2026-01-01=0.50+1%;2026-07-01=0.60`);
    return { versions: [] };
  }
}
