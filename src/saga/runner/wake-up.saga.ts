import { Saga, type ICommand } from '@nestjs/cqrs';
import { filter, map, type Observable } from 'rxjs';
import type { AccountEvent } from '../../domain/account/events';
import type { PayoutEvent } from '../../domain/payout/events';
import { DrivePayout } from './drive-payout';
import { cueOf } from '../payouts/payout.process';

/**
 * Nest's saga as an alarm clock: it maps what this process has just written to the command the durable runner would
 * come to by itself a moment later. The bus is at most once and unordered, so nothing depends on it.
 */
export class WakeUpSaga {
  @Saga()
  wakeUp = (events$: Observable<PayoutEvent | AccountEvent>): Observable<ICommand> =>
    events$.pipe(
      map(cueOf),
      filter(payoutId => payoutId !== undefined),
      map(payoutId => new DrivePayout(payoutId)),
    );
}
