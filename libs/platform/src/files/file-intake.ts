import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Antivirus } from '../antivirus/antivirus.ts';
import { deriveId } from '../ids.ts';
import { policy } from '../policy.ts';
import { invalid, unavailable } from '../refusal.ts';
import { type AttachedFile, fileTypeOf, nameOf } from './file-type.ts';
import { sentFile } from './sent-files.ts';
import { sha256Of } from './sha256.ts';

export const LARGEST_FILE_BYTES = policy.attachedFiles.largestMegabytes * 1_000_000;

/** Files that are in memory at the same time: of all, and of one person. */
const MOST_AT_ONCE = 8;
const MOST_OF_ONE = 2;

/** A file with what is in it. */
export interface GivenFile extends AttachedFile {
  readonly bytes: Buffer;
}

/** Takes in what people send: within bounds, of a kind that is known, and looked at by the antivirus. */
@Injectable()
export class FileIntake {
  /** Codes of those whose files are under way, once for each file. */
  readonly #underWay: string[] = [];

  constructor(private readonly antivirus: Antivirus) {}

  /**
   * The file that a request brings, while `keep` works on it. What it is, its content says, and not its name.
   * @throws Refusal file-too-large, file-type-refused, file-infected, antivirus-away, files-busy, file-late
   */
  async receive(
    request: Request,
    subjectId: string,
    name: string,
    userCode: string,
    keep: (file: GivenFile) => Promise<void>,
  ): Promise<AttachedFile> {
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
      const file = await this.looked(subjectId, name, bytes);
      await keep({ ...file, bytes });
      return file;
    } finally {
      this.#underWay.splice(this.#underWay.indexOf(userCode), 1);
    }
  }

  private async looked(subjectId: string, name: string, bytes: Buffer): Promise<AttachedFile> {
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
    return { id: deriveId('file', subjectId, sha256, kept), name: kept, type, size: bytes.length, sha256 };
  }
}
