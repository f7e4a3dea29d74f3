import type { ReportDifference } from '../difference';
import type { ParsedEvent } from './parse-event';

/** The event; undefined where it says nothing readable, which is a difference. */
export function eventOrReport<Event>(
  finding: ParsedEvent<Event>,
  report: ReportDifference,
): Event | undefined {
  if ('event' in finding) return finding.event;
  report('UNREADABLE', finding.fault);
  return undefined;
}
