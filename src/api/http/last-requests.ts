import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock';

const LAST_REQUESTS_MS = 250;

/** Gives the server time to read what has arrived: a connection from which nothing was read would be cut. */
@Injectable()
export class LastRequests implements BeforeApplicationShutdown {
  constructor(private readonly clock: Clock) {}

  beforeApplicationShutdown(): Promise<void> {
    return this.clock.wait(LAST_REQUESTS_MS);
  }
}
