import type { ExchangeEvent } from '../../src/domain/exchange/events';
import type { NotificationEvent } from '../../src/domain/notification/events';
import type { Evidence, PayoutEvent } from '../../src/domain/payout/events';
import type { ProviderName } from '../../src/domain/payout/payee';
import { auditStreams } from '../../src/audit/verify-books';
import { captured, deposited, held, opened, released } from '../domain/account/account-examples';
import { completed, request, returned, started } from '../domain/payout/payout-examples';
import { exchanged, hashOf, idAt, receivedBody, storeOf, type Recordable } from '../support/history';

/**
 * Who edits an event on disk can make its hashes and its id again, for no secret is in them. Then the provider's words and
 * the figures that rest on them do not agree any more. Every history here is sound in all else.
 */

const PAYMENT = 'E00000000202601020304abcdefghijk';
const RETURN = 'D00000000202601020304abcdefghijk';

/** Each provider's words as its document shows them, in the three ways they come. */
interface Telling {
  readonly provider: ProviderName;
  readonly by: 'notification' | 'poll' | 'submission';
  readonly words: Readonly<Record<string, unknown>>;
}

const CONNECT = { internalCode: 'code-1', externalReference: 'reference-1', amount: '50.00' };
const NTX = { externalId: 'reference-1', originalAmount: '50.00', feeAmount: '0.12', finalAmount: '50.12' };

const COMPLETIONS: readonly Telling[] = [
  {
    provider: 'connectpsp',
    by: 'notification',
    words: { eventType: 'CASHOUT_COMPLETED', data: { ...CONNECT, status: 'COMPLETED', endToEndId: PAYMENT } },
  },
  { provider: 'connectpsp', by: 'poll', words: { ...CONNECT, status: 'COMPLETED', endToEndId: PAYMENT } },
  {
    provider: 'ntxpay',
    by: 'notification',
    words: {
      event: 'CashOut',
      status: 'CONFIRMED',
      movementType: 'DEBIT',
      ...{ originalAmount: 50, feeAmount: 0.12, finalAmount: 50.12, endToEndId: PAYMENT },
    },
  },
  {
    provider: 'ntxpay',
    by: 'poll',
    words: { ...NTX, type: 'WITHDRAW', status: 'CONFIRMED', e2eId: PAYMENT },
  },
];

const FAILURES: readonly Telling[] = [
  {
    provider: 'connectpsp',
    by: 'notification',
    words: {
      eventType: 'CASHOUT_FAILED',
      data: { ...CONNECT, status: 'FAILED', failure: { code: 'NO_KEY' } },
    },
  },
  {
    provider: 'connectpsp',
    by: 'poll',
    words: { ...CONNECT, status: 'FAILED', failure: { code: 'NO_KEY' } },
  },
  { provider: 'connectpsp', by: 'submission', words: { code: 'NO_KEY', title: 'No such key' } },
  {
    provider: 'ntxpay',
    by: 'notification',
    words: { event: 'CashOut', status: 'ERROR', errorCode: 'NO_KEY' },
  },
  { provider: 'ntxpay', by: 'submission', words: { code: 'NO_KEY', message: 'No such key' } },
];

const RETURNS: readonly Telling[] = [
  {
    provider: 'connectpsp',
    by: 'notification',
    words: {
      eventType: 'CASHOUT_REFUNDED',
      data: { ...CONNECT, status: 'REFUNDED', endToEndId: RETURN, originalEndToEndId: PAYMENT },
    },
  },
  {
    provider: 'ntxpay',
    by: 'poll',
    words: { ...NTX, type: 'REFUND_OUT', status: 'CONFIRMED', endToEndId: RETURN },
  },
];

class Story {
  readonly events: Recordable[] = [];

  constructor(private readonly provider: ProviderName) {
    const data = request({ payoutId: 'payout-1', provider, expectedFeeAmountMinor: 12n });
    this.events.push(opened, deposited({ amountMinor: 40_000n, provider }));
    this.events.push({ type: 'PayoutRequested', data }, held(5_031n), {
      ...started,
      data: { ...started.data, provider },
    } as PayoutEvent);
  }

  told({ by, words }: Telling): Evidence {
    const text = JSON.stringify(words);
    if (by === 'notification') {
      const body = receivedBody(text) as Extract<NotificationEvent, { type: 'ProviderNotificationReceived' }>;
      const received = { ...body, data: { ...body.data, provider: this.provider } };
      this.events.push(received);
      return { kind: 'notification', eventId: idAt(received, this.events.length - 1) };
    }
    const { type, data }: ExchangeEvent = exchanged('payout-1', text);
    const purpose = by === 'poll' ? 'ASK' : 'SUBMIT';
    this.events.push({ type, data: { ...data, provider: this.provider, purpose } });
    return { kind: by, answerHash: hashOf(text) };
  }
}

const completion = (telling: Telling, figures: Parameters<typeof completed>[0] = {}): Story => {
  const story = new Story(telling.provider);
  const evidence = story.told(telling);
  const { provider } = telling;
  const cost = { originalAmountMinor: 5_000n, feeAmountMinor: 12n, ...figures };
  const finalAmountMinor = cost.originalAmountMinor + cost.feeAmountMinor;
  story.events.push(completed({ endToEndId: PAYMENT, ...cost, finalAmountMinor, ...figures, evidence }));
  story.events.push(captured({ provider, ...cost }));
  return story;
};

const failure = (telling: Telling, code = 'NO_KEY'): Story => {
  const story = new Story(telling.provider);
  const evidence = story.told(telling);
  story.events.push({ type: 'PayoutFailed', data: { payoutId: 'payout-1', code, message: '', evidence } });
  story.events.push(released(5_031n));
  return story;
};

const differencesOf = async ({ events }: Story) => {
  const { differences, uncheckedFigures } = await auditStreams(storeOf(events));
  const found = differences.map(({ detail }) => detail).filter(detail => detail.includes('other words'));
  return { found, uncheckedFigures };
};
const sound = { found: [], uncheckedFigures: 0 };
const saying = (text: string) => ({ found: [expect.stringContaining(text)], uncheckedFigures: 0 });

describe.each(COMPLETIONS)('a completion told by $provider in a $by', telling => {
  it('agrees with its words', async () => {
    expect(await differencesOf(completion(telling))).toEqual(sound);
  });

  it('is found by its fee, its id and its amount', async () => {
    expect(await differencesOf(completion(telling, { feeAmountMinor: 13n }))).toEqual(
      saying('fee 13, the words say 12'),
    );
    const endToEndId = `${PAYMENT}x`;
    expect(await differencesOf(completion(telling, { endToEndId }))).toEqual(
      saying(`endToEndId ${endToEndId}`),
    );
    expect(await differencesOf(completion(telling, { originalAmountMinor: 5_001n }))).toEqual(
      saying('amount 5001, the words say 5000'),
    );
  });

  it('is found by its words, edited', async () => {
    const edited = JSON.parse(
      JSON.stringify(telling.words).replace(/"?50(\.00)?"?,/, '"51.00",'),
    ) as Telling['words'];
    expect(await differencesOf(completion({ ...telling, words: edited }))).toEqual(
      saying('amount 5000, the words say 5100'),
    );
  });
});

describe.each(FAILURES)('a failure told by $provider in a $by', telling => {
  it('agrees with its words, and is found by its code', async () => {
    expect(await differencesOf(failure(telling))).toEqual(sound);
    expect(await differencesOf(failure(telling, 'OTHER'))).toEqual(
      saying('code OTHER, the words say NO_KEY'),
    );
  });
});

it('finds an outcome whose words say the opposite, or nothing yet', async () => {
  for (const telling of COMPLETIONS)
    expect(await differencesOf(failure(telling))).toEqual(saying('failed, the words say completed'));
  const pending = { ...COMPLETIONS[3]!, words: { ...NTX, type: 'WITHDRAW', status: 'PENDING' } };
  expect(await differencesOf(completion(pending))).toEqual(saying('completed, the words say open'));
});

it.each(RETURNS)('finds a return of other figures than $provider told in a $by', async telling => {
  const { provider } = telling;
  const fee = provider === 'ntxpay' ? 12n : 0n;
  const back = (figures: Parameters<typeof returned>[0]) => {
    const story = completion(COMPLETIONS.find(each => each.provider === provider)!);
    const evidence = story.told(telling);
    const told = { amountMinor: 5_000n, feeAmountMinor: fee, endToEndId: RETURN, ...figures, evidence };
    story.events.push(returned(told));
    return differencesOf(story);
  };
  expect(await back({})).toEqual(sound);
  expect(await back({ amountMinor: 4_999n })).toEqual(saying('amount 4999, the words say 5000'));
  expect(await back({ feeAmountMinor: fee + 1n })).toEqual(saying(`fee ${fee + 1n}, the words say ${fee}`));
  expect(await back({ endToEndId: 'Dother' })).toEqual(saying('endToEndId Dother'));
});

it('counts what rests on words that it cannot read', async () => {
  const unknown = { ...COMPLETIONS[1]!, words: { something: 'else' } };
  expect(await differencesOf(completion(unknown))).toEqual({ found: [], uncheckedFigures: 1 });
});
