import type { Browser } from 'playwright-core';
import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import type { Scope } from '../../src/api/auth/keys/scopes';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { type Post, commandsTo } from '../support/another-client';
import { payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import type { TestService } from '../support/service';
import type { PayoutView } from '../support/views';
import { Person, startBrowser } from './browser';

const ALL: readonly Scope[] = [
  'payouts:read',
  'personal:read',
  'ledger:read',
  'cases:read',
  'cases:decide',
  'reconciliation',
  'limits',
  'audit',
  'keys',
  'webhooks',
];

/** One service, one browser, and the people at it. Each person signs in once for all flows. */
export class Stage {
  private browser: Browser | undefined;
  private readonly keys = new Map<string, string>();
  private readonly people = new Map<string, Person>();

  constructor(readonly holdfast: () => TestService) {}

  async start(): Promise<void> {
    this.browser = await startBrowser();
    for (const name of ['ana', 'bea', 'caio']) await this.makePerson(name);
    await this.makePerson('reader', ['payouts:read']);
    await this.holdfast().api.openAccount('merchant-1');
    await this.holdfast().api.deposit('merchant-1', '1000.00');
  }

  async end(): Promise<void> {
    await this.browser?.close();
  }

  get hasBrowser(): boolean {
    return this.browser !== undefined;
  }

  async makePerson(name: string, scopes: readonly Scope[] = ALL): Promise<void> {
    const { store, url } = this.holdfast().service;
    const tools = { store, clock: systemClock, random: systemRandom };
    const made = await createApiKey(tools, name, [...scopes], { kind: 'person' });
    if (!made.ok) throw new Error(made.refusal);
    this.keys.set(name, made.value.key);
    await eventually(`the key of ${name} is known`, async () => {
      const headers = { Authorization: `Bearer ${made.value.key}` };
      return (await fetch(`${url}/console/session`, { headers })).status === 200;
    });
  }

  /** What this person sends without a page. */
  commandsOf(name: string): Post {
    return commandsTo(this.holdfast().service.url, this.keys.get(name)!);
  }

  /** The person at an own window, who is signed in. `key`: for a person who has no name here. */
  async person(name: string, key = this.keys.get(name)!): Promise<Person> {
    const known = this.people.get(name);
    if (known) return known;
    const person = await Person.signIn(this.browser!, this.holdfast().service.url, key);
    this.people.set(name, person);
    return person;
  }

  /** Requests a payout whose course the sandbox takes from the scenario. */
  async ask(reference: string, amount: string, scenario = 'complete'): Promise<string> {
    const { body } = await this.holdfast().api.requestPayout<PayoutView>(
      payoutBody('merchant-1', reference, amount, scenario),
    );
    return body.id;
  }

  /** The payout once it is paid and booked. */
  async paid(reference: string, amount: string, scenario = 'complete'): Promise<PayoutView> {
    return this.holdfast().payOut(payoutBody('merchant-1', reference, amount, scenario));
  }
}

/** A flow of people at the console. It is skipped where there is no browser. */
export const flowsOf =
  (stage: Stage) =>
  (name: string, names: readonly string[], run: (...people: Person[]) => Promise<void>): void =>
    it(name, async () => {
      if (!stage.hasBrowser) return;
      const people: Person[] = [];
      for (const each of names) people.push(await stage.person(each));
      await run(...people);
      expect(people.flatMap(person => person.takeComplaints())).toEqual([]);
    });
