import { Saga, type ICommand } from '@nestjs/cqrs';
import { filter, map, type Observable } from 'rxjs';
import type { AccountEvent } from '../../domain/account/events';
import type { PayoutStreamEvent } from '../../domain/exchange/events';
import { DrivePayout } from './drive-payout';
import { payoutToWake } from '../payouts/payout.process';

/**
 * Nest's saga is only an alarm clock here. It maps an event of this process to the command that the durable runner would
 * reach by itself a little later. Nest's bus can lose and reorder events, so nothing depends on it.
 */
export class WakeUpSaga {
  @Saga()
  wakeUp = (events$: Observable<PayoutStreamEvent | AccountEvent>): Observable<ICommand> =>
    events$.pipe(
      map(payoutToWake),
      filter(payoutId => payoutId !== undefined),
      map(payoutId => new DrivePayout(payoutId)),
    );
}
