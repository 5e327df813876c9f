import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { CommandHandling } from '#event-sourcing';
import {
  Antivirus,
  Clock,
  conflict,
  deriveId,
  formatCount,
  invalid,
  notFound,
  type Principal,
  plusMs,
  policy,
  sentFile,
  unavailable,
} from '#platform';
import { anomaly } from '../domain/anomaly.ts';
import { mustBeJustifiable } from '../domain/anomaly-decisions.ts';
import type { Anomaly } from '../domain/anomaly-state.ts';
import { type AttachedFile, fileTypeOf, nameOf } from '../domain/file-type.ts';
import { mustSee } from '../record/visible-case.ts';
import { CaseFiles } from './case-files.ts';
import { sha256Of } from './sha256.ts';

const { most, largestMegabytes, keptUnsentHours } = policy.justificationFiles;
export const LARGEST_FILE_BYTES = largestMegabytes * 1_000_000;
export const KEPT_UNSENT_MS = keptUnsentHours * 3_600_000;

/** Of one case: what was chosen by mistake may still be there beside what will be sent. */
const MOST_UNSENT = 2 * most;
/** Files that are in memory at the same time: of all, and of one person. */
const MOST_AT_ONCE = 8;
const MOST_OF_ONE = 2;

/** A file as it is given back. */
export interface GivenFile extends AttachedFile {
  readonly bytes: Buffer;
}

/** The files of a case: what the partner gives, and who may have it back. */
@Injectable()
export class GivenFiles {
  /** Codes of those whose files are under way, once for each file. */
  readonly #underWay: string[] = [];

  constructor(
    private readonly commands: CommandHandling,
    private readonly files: CaseFiles,
    private readonly antivirus: Antivirus,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes one file, which is kept for a day unless it is sent. What it is, its content says, and not its name.
   * @throws Refusal file-too-large, file-type-refused, file-infected, antivirus-away, too-many-files, files-busy, file-late
   */
  async take(anomalyId: string, name: string, request: Request, principal: Principal): Promise<AttachedFile> {
    mustBeJustifiable(await this.caseOf(anomalyId, principal));
    const { userCode } = principal;
    const isBusy = this.#underWay.filter((code) => code === userCode).length >= MOST_OF_ONE;
    if (isBusy || this.#underWay.length >= MOST_AT_ONCE) {
      throw unavailable(
        'files-busy',
        'Trop de fichiers arrivent en même temps\u00a0: réessayez dans un instant.',
      );
    }
    this.#underWay.push(userCode);
    try {
      const bytes = await sentFile(request, LARGEST_FILE_BYTES);
      const file = await this.looked(anomalyId, name, bytes);
      await this.mustHaveRoomFor(file, anomalyId);
      await this.files.keep(anomalyId, file, bytes, this.clock.now());
      return file;
    } finally {
      this.#underWay.splice(this.#underWay.indexOf(userCode), 1);
    }
  }

  /** What was given and not sent yet. */
  async unsent(anomalyId: string, principal: Principal): Promise<AttachedFile[]> {
    const { state } = await this.caseOf(anomalyId, principal);
    return state === 'justified' || state === 'closed' ? [] : this.present(anomalyId);
  }

  /** What was sent stays. */
  async remove(anomalyId: string, id: string, principal: Principal): Promise<void> {
    const { files } = await this.caseOf(anomalyId, principal);
    if (files.some((sent) => sent.id === id)) {
      throw conflict('file-sent', 'Ce fichier est envoyé avec la justification\u00a0: il ne se retire plus.');
    }
    await this.files.remove(anomalyId, id);
  }

  /** One that was sent, as it was then. @throws Refusal file-not-found, file-damaged */
  async read(anomalyId: string, id: string, principal: Principal): Promise<GivenFile> {
    const { files } = await this.caseOf(anomalyId, principal);
    const file = files.find((sent) => sent.id === id);
    const bytes = file ? await this.files.bytesOf(anomalyId, id) : null;
    if (!file || !bytes)
      throw notFound('file-not-found', 'Ce fichier n’existe pas, ou ne relève pas de vous.');
    if (sha256Of(bytes) !== file.sha256) {
      throw conflict('file-damaged', 'Ce fichier n’est plus celui dont le registre a noté l’empreinte.');
    }
    return { ...file, bytes };
  }

  private async looked(anomalyId: string, name: string, bytes: Buffer): Promise<AttachedFile> {
    const type = fileTypeOf(bytes);
    if (type === null) {
      throw invalid(
        'file-type-refused',
        bytes.length === 0
          ? 'Ce fichier est vide.'
          : 'Le contenu de ce fichier n’est ni celui d’un PDF, ni celui d’une image PNG ou JPEG complète\u00a0: seuls ceux-ci sont acceptés.',
      );
    }
    if ((await this.antivirus.inspect(bytes)) === 'infected') {
      throw invalid(
        'file-infected',
        'L’antivirus a reconnu un programme malveillant dans ce fichier\u00a0: il n’est pas gardé.',
      );
    }
    const sha256 = sha256Of(bytes);
    const kept = nameOf(name, type);
    const id = deriveId('case-file', anomalyId, sha256, kept);
    return { id, name: kept, type, size: bytes.length, sha256 };
  }

  private async mustHaveRoomFor({ id }: AttachedFile, anomalyId: string): Promise<void> {
    const given = await this.present(anomalyId);
    if (given.length < MOST_UNSENT || given.some((file) => file.id === id)) return;
    throw conflict(
      'too-many-files',
      `${formatCount(given.length, 'fichier')} attendent déjà pour cette anomalie\u00a0: retirez-en avant d’en ajouter.`,
    );
  }

  private present(anomalyId: string): Promise<AttachedFile[]> {
    return this.files.unsent(anomalyId, plusMs(this.clock.now(), -KEPT_UNSENT_MS));
  }

  private async caseOf(anomalyId: string, principal: Principal): Promise<Anomaly> {
    const state = await this.commands.load(anomaly, anomalyId);
    mustSee(state, principal);
    return state;
  }
}
