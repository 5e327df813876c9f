import { Injectable } from '@nestjs/common';
import { SignInData } from '#accounts';
import { CaseDocuments } from '#anomalies';
import { idOf, KeyRing, type Reactor, ReadModelErasure, type RecordedEvent } from '#event-sourcing';
import { SentMails } from '#notifications';
import type { ConnectionDataEvent } from '../domain/connection-data.ts';
import type { ErasureEvent } from '../domain/erasure.ts';
import { destroyKeys, ERASING } from '../erased-again.ts';

/**
 * What the log says is erased goes everywhere: first the keys, then what contexts keep beside the log, then the read models, which
 * are built anew from what can still be read.
 */
@Injectable()
export class ErasePersonalData implements Reactor<ErasureEvent | ConnectionDataEvent> {
  readonly name = 'erase-personal-data';
  readonly categories = ERASING;

  constructor(
    private readonly keys: KeyRing,
    private readonly readModels: ReadModelErasure,
    private readonly signIn: SignInData,
    private readonly documents: CaseDocuments,
    private readonly mails: SentMails,
  ) {}

  async react(event: RecordedEvent<ErasureEvent | ConnectionDataEvent>): Promise<void> {
    await destroyKeys(this.keys, event);
    if (event.type === 'PersonErased' || event.type === 'ErasureExtended') {
      const { userCodes, subjects } = event.data;
      await this.signIn.forget(userCodes);
      await this.documents.forget(subjects);
      await this.mails.forget(userCodes, subjects.map(idOf));
    } else if (event.type === 'MonthExpired') {
      await this.documents.forgetMonth(event.data.month);
    } else return;
    await this.readModels.eraseUpTo(event.position);
  }
}
