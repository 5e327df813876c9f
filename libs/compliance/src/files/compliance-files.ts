import { Injectable } from '@nestjs/common';
import { categoryOf, idOf } from '#event-sourcing';
import { Attachments, Clock, Database, FileIntake, type Instant, KeptFiles, keptFileTables } from '#platform';
import { type Duty, duties } from '../domain/duty.ts';

const SCHEMA = 'compliance_files';

export const complianceFileTables = keptFileTables(SCHEMA);

/** What was given with attestations and controls, beside the log. */
@Injectable()
export class ComplianceFiles extends Attachments {
  constructor(database: Database, intake: FileIntake, clock: Clock) {
    super(new KeptFiles(database, SCHEMA), intake, clock);
  }

  /** What was given until then with controls and attestations that are among these subjects, which are erased. */
  async forget(erased: readonly string[], until: Instant): Promise<void> {
    const given = erased.flatMap((subject) => {
      const [id = ''] = idOf(subject).split('@');
      switch (categoryOf(subject)) {
        case 'control':
          return [ofControl(id)];
        case 'attestations':
          return duties.map((duty) => ofDuty(id, duty));
        default:
          return [];
      }
    });
    await this.kept.forgetAllOf(given, until);
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
