/** The service as one of its users sees it: HTTP and JSON, nothing else. */
export class ApiClient {
  /** Of the last command: a query sent with it sees what the command wrote. */
  private position: string | undefined;

  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.send<Body>('GET', path, {});
  }

  post<Body>(path: string, body: object, idempotencyKey?: string): Promise<Answer<Body>> {
    return this.send<Body>('POST', path, {
      body: JSON.stringify(body),
      headers: idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {},
    });
  }

  private async send<Body>(
    method: string,
    path: string,
    { body, headers = {} }: { body?: string; headers?: Record<string, string> },
  ): Promise<Answer<Body>> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        Authorization: `Bearer ${this.key}`,
        'Content-Type': 'application/json',
        ...(method === 'GET' && this.position ? { 'Ledger-Position': this.position } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    if (method !== 'GET') this.position = response.headers.get('ledger-position') ?? this.position;
    return { status: response.status, body: (await response.json()) as Body };
  }
}

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}
