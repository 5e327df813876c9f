import { Injectable } from '@nestjs/common';
import type { Position } from '#event-sourcing';
import { type DocumentSource, Documents } from '#platform';
import { LogStates } from './log-states.ts';

const WITHIN_MS = 3000;

/** Makes documents that say what the log was when it said what they say: whoever keeps one can hold the log of later against it. */
@Injectable()
export class SealedDocuments {
  constructor(
    private readonly documents: Documents,
    private readonly states: LogStates,
  ) {}

  /**
   * The same source, of the same position, gives the same bytes.
   * @throws Refusal documents-busy, document-late; DocumentFailed
   */
  async compose({ template, data }: DocumentSource, position: Position): Promise<Buffer> {
    const log = await this.states.at(position, WITHIN_MS);
    return this.documents.compose({ template, data: { ...data, log } });
  }
}
