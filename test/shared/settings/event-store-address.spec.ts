import { EventStoreDBClient } from '@eventstore/db-client';
import { eventStoreAddressFault } from '../../../src/shared/settings/addresses/event-store-address';

describe('the address of an event store', () => {
  it.each([
    'esdb://store.example',
    'esdb://store.example:2113/',
    'esdb://127.0.0.1:2113?tls=false',
    'esdb://[::1]:2113',
    'esdb://user:p%40ss%3Aword@a:1,b:2,c:3?tls=true&tlsCAFile=%2Fca.pem&NODEPREFERENCE=leader',
    'esdb+discover://user:password@cluster.example:2113',
  ])('%s is taken', address => {
    expect(eventStoreAddressFault(address)).toBeUndefined();
  });

  it.each([
    ['a colon in its password', 'esdb://user:sec:ret@host'],
    ['an @ in its password', 'esdb://user:sec@ret@host'],
    ['a slash in its password', 'esdb://user:sec/ret@host'],
    ['a question mark in its password', 'esdb://user:sec?ret@host'],
    ['a percent sign in its password', 'esdb://user:sec%ret@host'],
    ['no host', 'esdb://user:secret@'],
    ['another scheme', 'http://user:secret@host'],
    ['a space', 'esdb://user:secret@ho st'],
    ['an unknown option', 'esdb://user:secret@host?tls=true&timeout=secret'],
  ])('with %s is refused, and no part of it is repeated', (_what, address) => {
    const fault = eventStoreAddressFault(address);
    expect(fault).toBeDefined();
    for (const part of ['sec', 'ret', 'timeout']) expect(fault).not.toContain(part);
  });

  it('would be printed by the client, with its password, for an option that the client does not know', () => {
    const printed: string[] = [];
    const warn = jest.spyOn(console, 'warn').mockImplementation(line => void printed.push(String(line)));
    EventStoreDBClient.connectionString('esdb://user:secret@host?timeout=1');
    warn.mockRestore();
    expect(printed.join()).toContain('secret');
  });

  it.each([
    'tls=true',
    'tlsVerifyCert=true',
    'connectionName=x',
    'defaultDeadline=1',
    'keepAliveTimeout=10000',
  ])('with %s is known to the client too', option => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    EventStoreDBClient.connectionString(`esdb://host?${option}`);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});
