import {
  BACKWARDS,
  binaryEvent,
  END,
  jsonEvent,
  NO_STREAM,
  START,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { connectToAnyServer } from './servers-under-test';
import { collect, failure, newStream, some } from './protocol-support';

const connected = connectToAnyServer();

/** A link as the server itself would write one: its data is text, not JSON. */
const linkTo = (text: string) => binaryEvent({ type: '$>', data: Buffer.from(text) });

const target = ({ event }: ResolvedEvent) => event && `${event.revision}@${event.streamId}`;
const link = (found: ResolvedEvent) => found.link && `${found.link.revision}@${found.link.streamId}`;

async function linked() {
  const { client } = connected;
  const [targets, links] = [newStream('targets'), newStream('links')];
  await client.appendToStream(targets, some(3), { expectedRevision: NO_STREAM });
  const texts = [`0@${targets}`, `2@${targets}`, `9@${targets}`, `0@${newStream('nothing')}`, 'nonsense'];
  const events = [...texts.map(linkTo), jsonEvent({ type: 'Plain', data: {} })];
  await client.appendToStream(links, events, { expectedRevision: NO_STREAM });
  return { client, targets, links };
}

describe('links', () => {
  it('are told as they are where they are not to be resolved', async () => {
    const { client, links } = await linked();
    const found = await collect(client.readStream(links, { resolveLinkTos: false }));
    expect(found.map(target)).toEqual([0, 1, 2, 3, 4, 5].map(revision => `${revision}@${links}`));
    expect(found.map(link)).toEqual(found.map(() => undefined));
  });

  it.each(['forwards', 'backwards'])('are followed one step: %s', async direction => {
    const { client, targets, links } = await linked();
    const backwards = { resolveLinkTos: true, direction: BACKWARDS, fromRevision: END } as const;
    const options = direction === 'forwards' ? { resolveLinkTos: true } : backwards;
    const found = await collect(client.readStream(links, options));
    if (direction === 'backwards') found.reverse();
    expect(found.map(target)).toEqual([
      `0@${targets}`,
      `2@${targets}`,
      undefined,
      undefined,
      `4@${links}`,
      `5@${links}`,
    ]);
    expect(found.slice(0, 4).map(link)).toEqual([0, 1, 2, 3].map(revision => `${revision}@${links}`));
    expect(found.slice(4).map(link)).toEqual([undefined, undefined]);
  });

  it.each(['hidden', 'deleted', 'tombstoned'])('to what is %s are told without an event', async state => {
    const { client, targets, links } = await linked();
    if (state === 'hidden') await client.setStreamMetadata(targets, { truncateBefore: 1 });
    if (state === 'deleted') await client.deleteStream(targets);
    if (state === 'tombstoned') await client.tombstoneStream(targets);
    const found = await collect(client.readStream(links, { resolveLinkTos: true, maxCount: 2 }));
    expect(found.map(target)).toEqual([undefined, state === 'hidden' ? `2@${targets}` : undefined]);
    expect(found.map(link)).toEqual([`0@${links}`, `1@${links}`]);
  });

  it('are not followed through another link', async () => {
    const { client, links } = await linked();
    const outer = newStream('outer');
    await client.appendToStream(outer, linkTo(`0@${links}`), { expectedRevision: NO_STREAM });
    const [found] = await collect(client.readStream(outer, { resolveLinkTos: true }));
    expect([target(found!), link(found!)]).toEqual([`0@${links}`, `0@${outer}`]);
    expect(found!.event!.type).toBe('$>');
  });

  it('are followed in $all, at the position of the link', async () => {
    const { client, targets } = await linked();
    const outer = newStream('outer');
    const { position } = await client.appendToStream(outer, linkTo(`1@${targets}`));
    const options = { resolveLinkTos: true, fromPosition: position!, maxCount: 1 };
    const [found] = await collect(client.readAll(options));
    expect([target(found!), link(found!)]).toEqual([`1@${targets}`, `0@${outer}`]);
    expect(found!.commitPosition).toBe(position!.commit);
  });

  it('are followed in a subscription, in history and live', async () => {
    const { client, targets, links } = await linked();
    const heard: (string | undefined)[] = [];
    const subscription = client.subscribeToStream(links, { fromRevision: START, resolveLinkTos: true });
    for await (const found of subscription) {
      heard.push(target(found));
      if (heard.length === 6) await client.appendToStream(links, linkTo(`1@${targets}`));
      if (heard.length === 7) break;
    }
    const history = [`0@${targets}`, `2@${targets}`, undefined, undefined, `4@${links}`, `5@${links}`];
    expect(heard).toEqual([...history, `1@${targets}`]);
  });

  it('can be deleted like any stream', async () => {
    const { client, links } = await linked();
    await client.deleteStream(links);
    expect(await failure(collect(client.readStream(links, { resolveLinkTos: true })))).toMatchObject({
      type: 'stream-not-found',
    });
  });
});
