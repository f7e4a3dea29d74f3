import { readNotification as connectPsp } from '../../src/providers/connectpsp/notifications/read-notification';
import { readNotification as ntxPay } from '../../src/providers/ntxpay/notifications/read-notification';

const CPF = '123.456.789-09';

/** A failure with this code, in the words of each provider. */
const failureWith = {
  connectpsp: (code: string) =>
    connectPsp(
      JSON.stringify({
        eventType: 'CASHOUT_FAILED',
        data: { internalCode: 'I', status: 'FAILED', failure: { code, message: '' } },
      }),
    ),
  ntxpay: (errorCode: string) =>
    ntxPay(
      JSON.stringify({ event: 'CashOut', status: 'ERROR', transactionId: '1', externalId: 'r', errorCode }),
    ),
};

describe.each(['connectpsp', 'ntxpay'] as const)('the code of a failure at %s', name => {
  it('carries no document into an event that is kept for ever', () => {
    const { report } = failureWith[name](`KEY ${CPF} NOT FOUND`);
    expect(report).toMatchObject({ kind: 'failed', code: 'KEY *** NOT FOUND' });
  });

  it.each(['PIX_KEY_NOT_FOUND', 'AB03', 'TAX_ID_MISMATCH', 'INVALID_PIX_KEY'])('stays %s', code => {
    expect(failureWith[name](code).report).toMatchObject({ kind: 'failed', code });
  });
});
