import { BlockList, CodeList, HabilitationList, PersonList, RequestList } from '#accounts';
import { CaseQueue, ToldCases } from '#anomalies';
import { ActList } from '#audit-trail';
import { ControlList, OwnDutyCounts, PartnerDutiesList } from '#compliance';
import { AttemptCounts } from '#connections';
import { ConventionList } from '#conventions';
import { DeclarationList } from '#declarations';
import { DepartureList, EstablishmentList } from '#habilitations';
import { IncidentList } from '#incidents';
import { AccessReviewList } from '#reviews';
import { SanctionList } from '#sanctions';
import type { Screen } from './declaration.ts';

/** Where what is counted can be read. */
export const CONVENTIONS: Screen = { page: '/conventions', counted: ConventionList };
export const ESTABLISHMENTS: Screen = { page: '/etablissements', counted: EstablishmentList };
export const PERSONS: Screen = { page: '/personnes', counted: PersonList };
export const REQUESTS: Screen = { page: '/demandes', counted: RequestList };
export const HABILITATIONS: Screen = { page: '/habilitations', counted: HabilitationList };
export const DEPARTURES: Screen = { page: '/departs', counted: DepartureList };
export const CODES: Screen = { page: '/codes', counted: CodeList };
export const BLOCKS: Screen = { page: '/blocages', counted: BlockList };
export const DECLARATIONS: Screen = { page: '/declarations', counted: DeclarationList };
export const ATTEMPTS: Screen = { page: '/connexions', counted: AttemptCounts };
/** Of a Caf; and what a partner was told of. */
export const CASES: Screen = { page: '/anomalies', counted: CaseQueue };
export const TOLD_CASES: Screen = { page: '/anomalies', counted: ToldCases };
export const INCIDENTS: Screen = { page: '/incidents', counted: IncidentList };
/** Of the partners of a Caf; and of a partner itself. */
export const DUTIES: Screen = { page: '/conformite', counted: PartnerDutiesList };
export const OWN_DUTIES: Screen = { page: '/conformite', counted: OwnDutyCounts };
export const CONTROLS: Screen = { page: '/conformite/controles', counted: ControlList };
export const REVIEWS: Screen = { page: '/revues', counted: AccessReviewList };
export const SANCTIONS: Screen = { page: '/mesures', counted: SanctionList };
export const ACTS: Screen = { page: '/actes', counted: ActList };
