import { answerOf, api, type Schema } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Status } from '../../shared/ui/figures';
import { Loaded, Page } from '../../shared/ui/page';

/** Every part of the service, and whether it answers. */
export function Health() {
  const { nav, control, payout } = useWords();
  const found = useAnswer(['health'], () => answerOf(api.GET('/health/ready')));
  const columns: readonly Column<Schema<'PartHealth'>>[] = [
    { id: 'part', title: control.part, cell: ({ part }) => part },
    { id: 'status', title: payout.status, cell: ({ status }) => <Status of={status} /> },
    { id: 'note', title: control.note, cell: ({ detail }) => detail ?? '—' },
  ];
  return (
    <Page title={nav.health}>
      <Loaded query={found}>
        {({ body }) => (
          <Table label={nav.health} columns={columns} rows={body.parts} rowId={({ part }) => part} />
        )}
      </Loaded>
    </Page>
  );
}
