import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, type Credentials } from '@eventstore/db-client';
import { UsersClient } from '@eventstore/db-client/generated/users_grpc_pb';
import { credentials, Metadata, type ChannelCredentials, type ServiceError } from '@grpc/grpc-js';
import { systemClock } from '../src/core/clock';
import { systemRandom } from '../src/core/random';
import { startServer, type RunningServer } from '../src/server/server';
import { createOwnCertificate } from '../src/access/login/own-certificate';
import { temporaryFolder } from './support';

export const ADMIN: Credentials = { username: 'admin', password: 'changeit' };
export const OPS: Credentials = { username: 'ops', password: 'changeit' };

type UnaryMethod = 'create' | 'update' | 'delete' | 'disable' | 'enable' | 'changePassword' | 'resetPassword';
type Setter = { setOptions(options: unknown): unknown };
type Unary = (request: unknown, metadata: Metadata, done: (error: ServiceError | null) => void) => void;

/** A server with security on, in this process, that can be stopped and started again over its folder. */
export class SecureServer {
  private readonly folder = temporaryFolder('secure');
  private readonly tls = createOwnCertificate();
  private running: RunningServer | undefined;
  private readonly clients: { dispose(): Promise<void> }[] = [];

  get url(): string {
    return `localhost:${this.running!.port}`;
  }

  get credentials(): ChannelCredentials {
    return credentials.createSsl(this.tls.certificate);
  }

  /** An address for the service's own adapter, with a user's name and password in it. */
  addressFor({ username, password }: Credentials): string {
    const file = join(this.folder.path, 'ca.pem');
    writeFileSync(file, this.tls.certificate);
    return `esdb://${username}:${password}@${this.url}?tls=true&tlsCAFile=${encodeURIComponent(file)}`;
  }

  async start(): Promise<void> {
    this.running = await startServer({
      dataDir: this.folder.path,
      host: '127.0.0.1',
      port: 0,
      access: 'users',
      tls: this.tls,
      clock: systemClock,
      random: systemRandom,
      onWritingStopped: error => {
        throw error;
      },
    });
  }

  /** The official client, with these credentials for every call. */
  as(who: Credentials | undefined): EventStoreDBClient {
    const client = new EventStoreDBClient(
      { endpoint: this.url },
      { rootCertificate: this.tls.certificate },
      who,
    );
    this.clients.push(client);
    return client;
  }

  /** A call of the Users service, which the official client does not offer. Resolves with the error, if there is one. */
  async users(
    who: Credentials | undefined,
    method: UnaryMethod,
    request: Setter,
  ): Promise<ServiceError | null> {
    const client = new UsersClient(this.url, this.credentials);
    const call = client[method].bind(client) as unknown as Unary;
    try {
      return await new Promise(resolve => call(request, authorization(who), resolve));
    } finally {
      client.close();
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.clients.splice(0).map(client => client.dispose()));
    await this.running?.close();
    this.running = undefined;
  }

  remove(): void {
    this.folder.remove();
  }
}

export function authorization(who: Credentials | undefined): Metadata {
  const metadata = new Metadata();
  if (!who) return metadata;
  const text = Buffer.from(`${who.username}:${who.password}`).toString('base64');
  metadata.set('authorization', `Basic ${text}`);
  return metadata;
}
