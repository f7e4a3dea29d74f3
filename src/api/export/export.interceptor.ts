import { Readable } from 'node:stream';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { formatPosition } from '../../event-store/event-store';
import { LEDGER_POSITION } from '../http/ledger-position';
import { ExportedFile } from './exports';

/** Sends an exported file as it is written, as fast as the caller takes it and no faster. */
@Injectable()
export class ExportInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof ExportedFile)) return answer;
        const response = context.switchToHttp().getResponse<Response>();
        response.setHeader(LEDGER_POSITION, formatPosition(answer.position));
        const stream = Readable.from(answer.chunks, { objectMode: false, highWaterMark: 64 * 1_024 });
        // A caller who goes away ends the reading, and with it whatever it holds.
        response.once('close', () => stream.destroy());
        const disposition = `attachment; filename="${answer.name}"`;
        // Half a file cannot be taken back: cutting the connection is the only honest end.
        return new StreamableFile(stream, { type: answer.type, disposition }).setErrorHandler(
          () => void response.destroy(),
        );
      }),
    );
  }
}
