import fc from 'fast-check';
import { startConnectPspSandbox } from '../src/connectpsp/sandbox';
import { startNtxPaySandbox } from '../src/ntxpay/sandbox';
import { crc16, hasCheckDigits, isCompleteBrCode } from '../src/http/check-digits';
import { systemClock } from '../src/core/clock';
import { systemRandom } from '../src/core/random';
import { TutorialClient } from './connectpsp-client';
import { ReferenceClient } from './ntxpay-client';

const HOOK = 'http://127.0.0.1:9/';
const parts = { clock: systemClock, random: systemRandom, settleAfterMs: 60_000 };
const brCode = (name: string): string => {
  const length = String(name.length).padStart(2, '0');
  const start = '00020126580014br.gov.bcb.pix0136a1b2c3d4-e5f6-7890-abcd-ef12345678905204000053039865405';
  const text = `${start}15.505802BR59${length}${name}6009SAO PAULO62070503***6304`;
  return `${text}${crc16(text)}`;
};

describe('a strict sandbox', () => {
  it('knows check digits', () => {
    expect(['12345678909', '07646173380', '12ABC34501DE35', '11222333000181'].every(hasCheckDigits)).toBe(
      true,
    );
    expect(['12345678901', '11111111111', '12ABC34501DE36', '11222333000118'].some(hasCheckDigits)).toBe(
      false,
    );
  });

  it('takes a QR code that is whole, and none of which one character was changed', () => {
    expect(crc16('123456789')).toBe('29B1');
    const whole = brCode('DESTINATARIO LTDA');
    expect(isCompleteBrCode(whole)).toBe(true);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.constantFrom(...'0A9z'), (at, character) => {
        const changed = whole.slice(0, at) + character + whole.slice(at + 1);
        expect(isCompleteBrCode(changed)).toBe(changed === whole);
      }),
    );
  });

  it.each([true, false])('refuses wrong check digits at ConnectPSP: %s', async strict => {
    const sandbox = await startConnectPspSandbox({ ...parts, strict });
    const client = new TutorialClient(sandbox, HOOK);
    const destination = { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678901' };
    const payee = { name: 'Maria', document: '12345678909', destination };
    expect((await client.cashOut(client.body({ payee }))).status).toBe(strict ? 400 : 202);
    expect((await client.cashOut()).status).toBe(202);
    await sandbox.stop();
  });

  it.each([true, false])('refuses wrong check digits and broken QR codes at NTX Pay: %s', async strict => {
    const sandbox = await startNtxPaySandbox({ ...parts, strict });
    const client = new ReferenceClient(sandbox, HOOK);
    const details = { key: 'a@b.co', keyType: 'EMAIL', name: 'Ana', document: '12345678901' };
    expect((await client.cashOut(client.body({ details }))).status).toBe(strict ? 400 : 201);
    expect((await client.byQrCode()).status).toBe(strict ? 400 : 201);
    expect((await client.byQrCode({ qrCode: brCode('DESTINATARIO LTDA') })).status).toBe(201);
    expect((await client.cashOut()).status).toBe(201);
    await sandbox.stop();
  });
});
