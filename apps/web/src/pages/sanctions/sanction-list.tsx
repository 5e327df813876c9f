import type { ListedSanction } from '../../api/contract';
import { optionsOf } from '../../components/fields/fields';
import type { ListDeclaration } from '../../components/list-declaration';
import { plural } from '../../format';
import { SANCTION_STANDINGS, SANCTIONS } from '../../labels';
import { CODE_COLUMN, HOLDER_COLUMN } from '../accounts/code-columns';
import { SANCTION_COLUMNS } from './sanction-columns';

export const SANCTION_LIST: ListDeclaration<ListedSanction> = {
  here: '/mesures',
  path: '/lists/sanctions',
  caption: 'Mesures, de la plus récente à la plus ancienne',
  columns: [CODE_COLUMN, HOLDER_COLUMN, ...SANCTION_COLUMNS],
  rowKey: ({ id }) => id,
  searched: 'Nom, code, organisme, Siret',
  filters: [
    { name: 'kind', label: 'Mesure', none: 'Toutes', options: optionsOf(SANCTIONS) },
    { name: 'standing', label: 'État', none: 'Toutes', options: optionsOf(SANCTION_STANDINGS) },
    { name: 'from', label: 'Du', type: 'date' },
    { name: 'to', label: 'Au', type: 'date' },
    { name: 'organismId', isHidden: true },
    { name: 'userCode', isHidden: true },
  ],
  order: '-time',
  counted: (count) => plural(count, 'mesure'),
  empty: 'Aucune mesure n’a encore été prise.',
};
