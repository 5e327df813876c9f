import type { UseQueryResult } from '@tanstack/react-query';
import type { Declaration } from '../../api/contract';
import { DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { DECLARATION_COLUMNS } from '../declarations/declaration-columns';

/** The declarations of this year; for a Caf, what is in them once they are transmitted. */
export const PartnerDeclarations = ({ declarations }: { declarations: UseQueryResult<Declaration[]> }) => (
  <Section title="Déclarations">
    <Loaded query={declarations}>
      {(list) => (
        <DataTable
          caption="Déclarations de cette année"
          columns={DECLARATION_COLUMNS}
          rows={list}
          rowKey={({ id }) => id}
          empty="Aucune déclaration n’est ouverte cette année."
        />
      )}
    </Loaded>
  </Section>
);
