const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const DELIVERY_ID = new RegExp(`^msg_(${UUID})_((?:payout|deposit|test)-${UUID})_(${UUID})$`);

/**
 * The id of a delivery, made of the endpoint, the subject and the source event: the same in every process and for ever. So
 * its stream is found by the id alone. To receivers it is opaque.
 */
export const deliveryIdOf = (endpointId: string, subject: string, eventId: string): string =>
  `msg_${endpointId}_${subject}_${eventId}`;

/** undefined: it is the id of no delivery. */
export function parseDeliveryId(text: string): { endpointId: string; subject: string } | undefined {
  const [, endpointId, subject] = DELIVERY_ID.exec(text) ?? [];
  return endpointId === undefined || subject === undefined ? undefined : { endpointId, subject };
}
