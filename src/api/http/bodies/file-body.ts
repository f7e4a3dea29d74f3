import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BadRequestException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { proveDigest } from '../../auth/signing/content-digest';
import { hasBody } from './routes';
import { bytesIn } from './limit';

/** Where bodies go that are kept as files, as a port and its injection token. It is made when the first one comes. */
export abstract class FilesFolder {
  abstract readonly path: string;
}

/** A body on the disk. It is removed after the answer, unless the route has moved it. */
export class ReceivedFile {
  constructor(
    readonly path: string,
    readonly size: number,
    /** SHA-256 of its bytes, in hex. */
    readonly hash: string,
  ) {}
}

/** Files with this beginning are bodies that come, or that a crash left. */
export const INCOMING = 'incoming-';

/** Writes a body to the disk while it comes, so that a large one takes no memory. */
export function fileBody(
  { path: folder }: FilesFolder,
  isMeant: (request: IncomingMessage) => boolean,
  limit: string,
) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!hasBody(request) || !isMeant(request)) return next();
    const path = join(folder, `${INCOMING}${randomUUID()}`);
    response.once('close', () => void rm(path, { force: true }));
    receive(request, path, bytesIn(limit)).then(
      file => {
        request.body = file;
        next();
      },
      (error: unknown) => next(error),
    );
  };
}

async function receive(request: Request, path: string, limit: number): Promise<ReceivedFile> {
  if (request.headers['content-encoding'] !== undefined) throw new UnsupportedMediaTypeException();
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let size = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(size > limit ? new PayloadTooLargeException() : null, chunk);
    },
  });
  try {
    await pipeline(request, count, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
  } catch (error) {
    if (request.destroyed && !request.complete && !(error instanceof PayloadTooLargeException))
      throw new BadRequestException();
    throw error;
  }
  if (request.headers['content-digest'] !== undefined) proveDigest(request, await readFile(path));
  return new ReceivedFile(path, size, hash.digest('hex'));
}
