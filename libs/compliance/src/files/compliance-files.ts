import { Injectable } from '@nestjs/common';
import { Attachments, Clock, Database, FileIntake, KeptFiles, keptFileTables } from '#platform';
import type { Duty } from '../domain/duty.ts';

const SCHEMA = 'compliance_files';

export const complianceFileTables = keptFileTables(SCHEMA);

/** What was given with attestations and controls, beside the log. */
@Injectable()
export class ComplianceFiles extends Attachments {
  constructor(database: Database, intake: FileIntake, clock: Clock) {
    super(new KeptFiles(database, SCHEMA), intake, clock);
  }
}

const CONTROL = 'control';

/** What files of a duty are kept under: those of one are not sent with another. */
export const ofDuty = (gestionnaireId: string, duty: Duty): string => `${duty}/${gestionnaireId}`;

export const ofControl = (controlId: string): string => `${CONTROL}/${controlId}`;

/** Whose files a subject has: of a control, or of the attestations of a gestionnaire. */
export function ownerOf(subject: string): { readonly id: string; readonly isControl: boolean } {
  const [kind, id = ''] = subject.split('/');
  return { id, isControl: kind === CONTROL };
}
