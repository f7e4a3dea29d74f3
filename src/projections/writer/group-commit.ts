import { DatabaseError } from 'pg';
import { comparePositions, formatPosition, type Position } from '../../event-store/event-store';
import { markOf } from '../../event-store/log/log-mark';
import { Fault } from '../../shared/fault';
import { advanceStreams } from '../engine/stream-revisions';
import type { Database } from '../schema';
import { lockCheckpoints, moveCheckpoints, type CheckpointMove } from './checkpoint-moves';
import type { GroupShare } from './model-progress';

const IN_FAILED_TRANSACTION = '25P02';

/**
 * Applies what several read models have yet to apply of a group, and moves their checkpoints, in one transaction. A read
 * model is left out while another session holds its checkpoint, and is held from then on.
 * @throws {Fault} the database is away, or another writer has been here
 */
export async function commitGroup(
  connection: Database,
  shares: readonly GroupShare[],
  now: Date,
): Promise<void> {
  const written = await connection.transaction().execute(async transaction => {
    const free = await lockFree(transaction, shares);
    const streams = free.map(({ progress, events }) => ({ projection: progress.name, events }));
    const applied = free.flatMap(({ progress, events }) =>
      events.length > 0 ? [progress.projection.apply(transaction, events)] : [],
    );
    const moved = moveCheckpoints(transaction, free.map(moveOf), now);
    await allDone([advanceStreams(transaction, streams), ...applied, moved]);
    return free;
  });
  for (const share of written) share.progress.advance(share);
  for (const share of shares) share.progress.isHeld = !written.includes(share);
}

/**
 * Waits until all have ended, also where one has failed: no statement of a transaction may come after its rollback.
 * @throws {Fault} before all else, and then what made the others fail
 */
async function allDone(parts: readonly Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(parts);
  const errors = ends.flatMap(end => (end.status === 'rejected' ? [end.reason as unknown] : []));
  if (errors.length === 0) return;
  throw (
    errors.find(error => error instanceof Fault) ?? errors.find(error => !isConsequence(error)) ?? errors[0]
  );
}

/** After one statement failed, PostgreSQL refuses every other one of its transaction. */
const isConsequence = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === IN_FAILED_TRANSACTION;

async function lockFree(
  transaction: Parameters<typeof lockCheckpoints>[0],
  shares: readonly GroupShare[],
): Promise<GroupShare[]> {
  const names = shares.map(({ progress }) => progress.name);
  const places = await lockCheckpoints(transaction, names);
  const free = shares.filter(({ progress }) => places.get(progress.name) !== 'held');
  for (const { progress } of free) requireSame(progress.name, progress.position, places.get(progress.name));
  return free;
}

function requireSame(name: string, own: Position | undefined, found: Position | 'held' | undefined): void {
  if (own === undefined && found === undefined) return;
  if (own && found && found !== 'held' && comparePositions(own, found) === 0) return;
  const place = own ? formatPosition(own) : 'the beginning';
  throw new Fault('database', `The checkpoint of ${name} is not at ${place}: it was moved by somebody else`);
}

function moveOf({ progress, events, end }: GroupShare): CheckpointMove {
  const last = events.at(-1);
  return { name: progress.name, from: progress.position, to: end, mark: last && markOf(last) };
}
