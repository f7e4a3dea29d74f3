import type { ParsedNotification } from '../port/provider';
import { unclearForPerson } from './unclear-report';

/** A notification without a name of ours or of the provider's. Its bytes alone are its identity. */
export const unreadableNotification = (eventType: string, reason: string): ParsedNotification => ({
  identity: { eventType, providerId: '', endToEndId: '' },
  providerId: null,
  externalReference: null,
  paymentEndToEndId: null,
  report: unclearForPerson(reason),
  warnings: [],
});

/** The body of a notification that is not a JSON object. */
export const NO_JSON_OBJECT = unreadableNotification('UNREADABLE', 'the body is not a JSON object');
