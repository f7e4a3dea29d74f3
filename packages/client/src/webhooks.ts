import { Webhook, WebhookVerificationError } from 'standardwebhooks';

export { WebhookVerificationError };

/** A message of the service, as Standard Webhooks shapes it. */
export interface WebhookMessage {
  readonly type: string;
  readonly [field: string]: unknown;
}

/**
 * Returns the message of a webhook whose signature is right and whose time is near. While a secret is replaced, give both.
 * @param body the body as it came, before any parsing
 * @throws {WebhookVerificationError} for any other body
 */
export function verifyWebhook(
  body: string,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  ...secrets: [string, ...string[]]
): WebhookMessage {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? '')]);
  let fault: unknown;
  for (const secret of secrets) {
    try {
      return new Webhook(secret).verify(body, Object.fromEntries(named)) as WebhookMessage;
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}
