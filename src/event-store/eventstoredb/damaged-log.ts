import { Fault } from '../../shared/fault';

/** The store cannot read what it holds: asking again is of no use. */
export class DamagedLog extends Fault {
  override name = 'DamagedLog';
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super('event store', `The event store's data is damaged: ${reason}`, { cause });
  }
}

/** gRPC's DATA_LOSS: the server found its data damaged. */
export const isDataLoss = (error: unknown): boolean =>
  error instanceof Error && (/\bDATA_LOSS\b/.test(error.message) || ('code' in error && error.code === 15));
