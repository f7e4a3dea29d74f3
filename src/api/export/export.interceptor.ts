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

/** Sends a file while it is written, at the speed of the client. */
@Injectable()
export class ExportInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof ExportedFile)) return answer;
        const response = context.switchToHttp().getResponse<Response>();
        response.setHeader(LEDGER_POSITION, formatPosition(answer.position));
        const stream = Readable.from(answer.chunks, { objectMode: false, highWaterMark: 64 * 1_024 });
        // A client that closes its connection ends the reading, and the transaction that the reading holds.
        response.once('close', () => stream.destroy());
        // A connection that is closed already tells of it no more.
        if (response.destroyed) stream.destroy();
        const disposition = `attachment; filename="${answer.name}"`;
        // A part of the file is sent already, so only a cut connection shows the client that the file is not whole.
        return new StreamableFile(stream, { type: answer.type, disposition }).setErrorHandler(
          () => void response.destroy(),
        );
      }),
    );
  }
}
