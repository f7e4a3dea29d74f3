import { createHmac, timingSafeEqual } from 'node:crypto';
import { amountIn } from '../../../src/providers/answers/amount';
import {
  answerHash,
  idIn,
  parseObject,
  textIn,
  type JsonObject,
} from '../../../src/providers/answers/lossless-json';
import { reportFromAnswer, type ReadRefusal } from '../../../src/providers/answers/provider-answer';
import { redactPersonalData } from '../../../src/providers/answers/redact-personal-data';
import { submissionOutcome, type SubmissionRules } from '../../../src/providers/answers/submission-outcome';
import { noEvidence, quoted, unclearForPerson } from '../../../src/providers/answers/unclear-report';
import { NO_JSON_OBJECT } from '../../../src/providers/answers/unreadable-notification';
import { headerIn } from '../../../src/providers/http/header';
import { ProviderClient } from '../../../src/providers/http/provider-client';
import type {
  CallResult,
  NotificationHeaders,
  ParsedNotification,
  PayoutOrder,
  PayoutQuery,
  PayoutReport,
  Provider,
  SubmissionOutcome,
} from '../../../src/providers/port/provider';
import type { Clock } from '../../../src/shared/clock';
import { formatAmount } from '../../../src/shared/money';

export interface MadeUpOptions {
  readonly url: string;
  readonly clientSecret: string;
  readonly webhookKey: string;
  readonly webhookUrl: () => string;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** An error of the provider: `{"error":"CODE","text":"…"}`. */
const readRefusal: ReadRefusal = body => {
  const code = textIn(body, 'error');
  const text = textIn(body, 'text') ?? '';
  if (code === undefined) return undefined;
  return { code, message: redactPersonalData(text), wholeText: `${code} ${text}` };
};

/** 422 declines the order; any other refusal proves nothing about it. */
const RULES: SubmissionRules = {
  readRefusal,
  idField: 'id',
  readId: idIn,
  referenceField: 'reference',
  readTransactionId: () => null,
  whyUnclear: (status, { code }) => (status === 422 ? undefined : `answer ${status} ${code}`),
};

export class MadeUpProvider implements Provider {
  readonly name = 'madeup';
  readonly currency = 'BRL';
  readonly notificationProof = 'content';
  readonly signatureHeader = 'x-madeup-signature';
  private readonly client: ProviderClient;

  constructor(private readonly options: MadeUpOptions) {
    const { url, timeoutMs, clock, clientSecret, webhookKey } = options;
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ secret: clientSecret });
    this.client = new ProviderClient({
      url,
      timeoutMs,
      clock,
      tokenGrant: {
        call: { method: 'POST', path: '/token', headers, body },
        tokenField: 'token',
        lifeField: 'seconds',
        refusalCode: () => '',
      },
      secrets: [clientSecret, webhookKey],
      accept: 'application/json',
      readRefusal,
    });
  }

  webhookUrl(): string {
    return this.options.webhookUrl();
  }

  async submit(order: PayoutOrder): Promise<CallResult<SubmissionOutcome>> {
    const body = JSON.stringify({
      key: order.providerKey,
      reference: order.externalReference,
      amount: formatAmount(order.amountMinor, order.currency),
      note: order.description,
      notify: order.webhookUrl,
    });
    const headers = { 'Content-Type': 'application/json' };
    const call = { method: 'POST', path: '/payments', headers, body } as const;
    return this.client.run(async calls => submissionOutcome(await calls.order(call), order, RULES));
  }

  pollPayout({ providerId, externalReference }: PayoutQuery): Promise<CallResult<PayoutReport>> {
    return this.client.run(async calls => {
      if (providerId === null) return noEvidence('it can be asked by its own id only');
      const answer = await calls.getById('/payments', providerId, 'id');
      return reportFromAnswer(answer, text => {
        const payment = parseObject(text) ?? {};
        const isOurs =
          idIn(payment, 'id') === providerId && textIn(payment, 'reference') === externalReference;
        return isOurs ? readPayment(payment, text) : unclearForPerson('the answer is about another payment');
      });
    });
  }

  verifyNotification(rawBody: Buffer, headers: NotificationHeaders): boolean {
    const given = Buffer.from(headerIn(headers, this.signatureHeader) ?? '', 'hex');
    const expected = createHmac('sha256', this.options.webhookKey).update(rawBody).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  parseNotification(rawBody: string): ParsedNotification {
    const payment = parseObject(rawBody);
    if (!payment) return NO_JSON_OBJECT;
    const providerId = idIn(payment, 'id') ?? null;
    return {
      identity: { eventType: idIn(payment, 'state') ?? '', providerId: providerId ?? '', endToEndId: '' },
      providerId,
      externalReference: textIn(payment, 'reference') ?? null,
      paymentEndToEndId: null,
      report: readPayment(payment, rawBody),
      warnings: [],
    };
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

/** A payment as an answer and a notification show it. */
function readPayment(payment: JsonObject, text: string): PayoutReport {
  const hash = answerHash(text);
  const externalReference = textIn(payment, 'reference') ?? null;
  const state = idIn(payment, 'state');
  switch (state) {
    case 'open':
      return { kind: 'processing' };
    case 'refused':
      return { kind: 'failed', code: 'REFUSED', message: '', answerHash: hash, externalReference };
    case 'paid': {
      const amountMinor = amountIn(payment, 'amount');
      const feeAmountMinor = amountIn(payment, 'fee');
      if (amountMinor === undefined || feeAmountMinor === undefined)
        return unclearForPerson('paid without readable amounts');
      const ids = { endToEndId: idIn(payment, 'e2e') ?? null, externalReference, answerHash: hash };
      return { kind: 'completed', amountMinor, feeAmountMinor, providerTime: null, ...ids };
    }
    default:
      return unclearForPerson(`state ${quoted(state)} is not understood`);
  }
}
