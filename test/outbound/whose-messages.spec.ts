import { evolveEndpoints, NO_ENDPOINTS } from '../../src/domain/outbound/endpoints';
import { OutboundWorld, PAYOUT_MESSAGES, violationsIn } from './outbound-world';

const MINUTE_MS = 60_000;
const EXPECTED = ['payout.accepted', 'payout.submitted', 'payout.completed'] as const;

describe('an endpoint of a client without a live key', () => {
  it('gets nothing while no key tells the accounts, and all of it afterwards', async () => {
    const world = new OutboundWorld();
    world.accountsOf = () => null;
    await world.addEndpoint();
    world.payOut(1);
    world.start();
    await world.runFor(MINUTE_MS);
    expect(world.arrived).toEqual([]);
    world.accountsOf = () => ['shop-1'];
    await world.runFor(MINUTE_MS);
    expect(violationsIn(world, EXPECTED)).toEqual([]);
  });

  it('gets the messages of the accounts that its person had, where the person has no key', async () => {
    const world = new OutboundWorld();
    world.accountsOf = () => null;
    await world.addEndpoint(['shop-1']);
    world.payOut(2);
    world.start();
    await world.runFor(MINUTE_MS);
    expect(violationsIn(world, EXPECTED)).toEqual([]);
  });

  it('gets no message of another account', async () => {
    const world = new OutboundWorld();
    world.accountsOf = () => null;
    await world.addEndpoint(['shop-2']);
    world.payOut(1);
    world.start();
    await world.runFor(MINUTE_MS);
    expect(world.arrived).toEqual([]);
  });
});

describe('an endpoint', () => {
  it('names the key that added it or changed it last', () => {
    const wish = {
      endpointId: 'e',
      url: 'https://shop.example/',
      events: PAYOUT_MESSAGES,
      description: null,
    };
    const added = { ...wish, clientName: 'shop', sealedSecret: 's' };
    const at = { occurredAt: '2026-03-01T00:00:00Z' };
    const told = (keyId: string) => ({ metadata: { ...at, keyId } });
    const first = evolveEndpoints(NO_ENDPOINTS, { type: 'WebhookEndpointAdded', data: added }, told('one'));
    expect(first.get('e')?.keyId).toBe('one');
    const rotated = { endpointId: 'e', sealedSecret: 't', overlapUntil: at.occurredAt };
    const second = evolveEndpoints(first, { type: 'WebhookSecretRotated', data: rotated }, told('two'));
    expect(second.get('e')?.keyId).toBe('one');
    const third = evolveEndpoints(second, { type: 'WebhookEndpointChanged', data: wish }, told('three'));
    expect(third.get('e')?.keyId).toBe('three');
    const former = evolveEndpoints(
      NO_ENDPOINTS,
      { type: 'WebhookEndpointAdded', data: added },
      { metadata: at },
    );
    expect(former.get('e')?.keyId).toBeNull();
  });
});
