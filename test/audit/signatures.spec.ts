import { createHmac } from 'node:crypto';
import { auditStreams } from '../../src/audit/verify-books';
import { opened } from '../domain/account/account-examples';
import { receivedBody, storeOf, type Recordable } from '../support/history';

const KEY = 'crypto-token-of-a-test';
const BODY = '{"eventType":"CASHOUT_COMPLETED"}';
const signed = (bytes: string) => createHmac('sha256', KEY).update(bytes).digest('hex');

const heard = (signature: string | null): Recordable[] => {
  const received = receivedBody(BODY);
  return [opened, { ...received, data: { ...received.data, signature } } as Recordable];
};

const audited = async (signature: string | null, signingKeys: string[]) => {
  const { differences, uncheckedSignatures } = await auditStreams(storeOf(heard(signature)), { signingKeys });
  return { differences: differences.map(({ detail }) => detail), uncheckedSignatures };
};

it('checks a kept signature against the kept bytes, under the present key or the former', async () => {
  expect(await audited(signed(BODY), ['another', KEY])).toEqual({ differences: [], uncheckedSignatures: 0 });
});

it('finds bytes that were edited with their hash and id: no one without the key can sign them', async () => {
  expect(await audited(signed(`${BODY} `), [KEY])).toEqual({
    differences: ['the kept signature is not the one of these bytes'],
    uncheckedSignatures: 0,
  });
});

it('counts what it cannot check: no signature kept, or no key', async () => {
  expect(await audited(null, [KEY])).toEqual({ differences: [], uncheckedSignatures: 1 });
  expect(await audited(signed(BODY), [])).toEqual({ differences: [], uncheckedSignatures: 1 });
});
