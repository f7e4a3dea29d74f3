import { answerOf, api } from '../../../shared/api/client';
import { useAnswer } from '../../../shared/api/use-answer';
import { Events } from '../../../shared/ui/events';
import { Loaded } from '../../../shared/ui/page';

/** The payout's own events, exactly as they stand on disk. */
export function Recorded({ payoutId: id }: { readonly payoutId: string }) {
  const params = { path: { id }, query: { limit: 200 } };
  const events = useAnswer(['payout', id, 'events'], () =>
    answerOf(api.GET('/v1/payouts/{id}/events', { params })),
  );
  return <Loaded query={events}>{({ body }) => <Events of={body.items} />}</Loaded>;
}
