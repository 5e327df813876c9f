import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { CommandHandling } from '#event-sourcing';
import type { AttachedFile, GivenFile, Principal } from '#platform';
import { anomaly } from '../domain/anomaly.ts';
import { mustBeJustifiable } from '../domain/anomaly-decisions.ts';
import type { Anomaly } from '../domain/anomaly-state.ts';
import { mustSee } from '../record/visible-case.ts';
import { CaseFiles } from './case-files.ts';

/** The files of a case: what the partner gives, and who may have it back. */
@Injectable()
export class GivenFiles {
  constructor(
    private readonly commands: CommandHandling,
    private readonly files: CaseFiles,
  ) {}

  async take(anomalyId: string, name: string, request: Request, principal: Principal): Promise<AttachedFile> {
    mustBeJustifiable(await this.caseOf(anomalyId, principal));
    return this.files.take(anomalyId, name, request, principal.userCode);
  }

  /** What was given and not sent yet. */
  async unsent(anomalyId: string, principal: Principal): Promise<AttachedFile[]> {
    const { state } = await this.caseOf(anomalyId, principal);
    return state === 'justified' || state === 'closed' ? [] : this.files.unsent(anomalyId);
  }

  /** What was sent stays. */
  async remove(anomalyId: string, id: string, principal: Principal): Promise<void> {
    const { files } = await this.caseOf(anomalyId, principal);
    await this.files.remove(anomalyId, id, files);
  }

  /** One that was sent, as it was then. */
  async read(anomalyId: string, id: string, principal: Principal): Promise<GivenFile> {
    const { files } = await this.caseOf(anomalyId, principal);
    return this.files.read(anomalyId, id, files);
  }

  private async caseOf(anomalyId: string, principal: Principal): Promise<Anomaly> {
    const state = await this.commands.load(anomaly, anomalyId);
    mustSee(state, principal);
    return state;
  }
}
