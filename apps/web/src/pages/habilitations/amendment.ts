import type { ListedRequest } from '../../api/contract';

/** R22: both parties have signed what a new approver needs, where one is needed. */
export const isAnnexSigned = ({ amendment }: Pick<ListedRequest, 'amendment'>): boolean =>
  amendment === null || amendment.signedBy.length === 2;
