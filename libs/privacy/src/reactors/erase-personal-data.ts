import { Injectable } from '@nestjs/common';
import { SignInData } from '#accounts';
import { CaseDocuments } from '#anomalies';
import { ComplianceFiles } from '#compliance';
import {
  idOf,
  KeyRing,
  type Reactor,
  ReadModelErasure,
  type RecordedEvent,
  START,
  StoredLog,
} from '#event-sourcing';
import { SentMails } from '#notifications';
import { destroyKeys, ERASING, type ErasingEvent, eraseAgain } from '../erased-again.ts';

/**
 * What the log says is erased goes everywhere: first the keys, then what contexts keep beside the log, then the read models, which
 * are built anew from what can still be read.
 */
@Injectable()
export class ErasePersonalData implements Reactor<ErasingEvent> {
  readonly name = 'erase-personal-data';
  readonly categories = ERASING;
  /** Up to where this process has destroyed the keys of all that was erased. */
  #upTo = START;

  constructor(
    private readonly log: StoredLog,
    private readonly keys: KeyRing,
    private readonly readModels: ReadModelErasure,
    private readonly signIn: SignInData,
    private readonly documents: CaseDocuments,
    private readonly mails: SentMails,
    private readonly complianceFiles: ComplianceFiles,
  ) {}

  async react(event: RecordedEvent<ErasingEvent>): Promise<void> {
    await destroyKeys(this.keys, event);
    if (event.type === 'PersonErased' || event.type === 'ErasureExtended') {
      const { userCodes, subjects } = event.data;
      await this.signIn.forget(userCodes);
      await this.documents.forget(subjects);
      await this.mails.forget(userCodes, subjects.map(idOf));
    } else if (event.type === 'MonthExpired') {
      await this.documents.forgetMonth(event.data.month);
    } else if (event.type === 'ConventionErased') {
      await this.complianceFiles.forget(event.data.subjects, event.metadata.occurredAt);
    } else return;
    // One round for all that was erased by now, such as several people in one night.
    if (event.position > this.#upTo) {
      this.#upTo = (await eraseAgain(this.log.store, this.keys, event.position)).upTo;
    }
    await this.readModels.eraseUpTo(this.#upTo);
  }
}
