import { parseCheckpoint, type Checkpoint } from '../../src/proofs/formats/checkpoint';
import { isTechnical } from '../../src/proofs/formats/entry';
import { readLastCheckpoint } from '../../src/proofs/log/checkpoint-stream';
import { eventually } from './eventually';
import type { TestService } from './service';

/** The last checkpoint of a service, once it has every event that is there. */
export const completeCheckpoint = (holdfast: TestService): Promise<Checkpoint> =>
  eventually('a checkpoint has every event', async () => {
    const last = await readLastCheckpoint(holdfast.service.store);
    const checkpoint = last && parseCheckpoint(last.body.data.checkpoint);
    return checkpoint?.size === (await countEntries(holdfast)) && checkpoint;
  });

async function countEntries(holdfast: TestService): Promise<number> {
  let count = 0;
  for await (const event of holdfast.service.store.readAllBytes()) if (!isTechnical(event)) count += 1;
  return count;
}
