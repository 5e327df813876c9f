import type { Request } from 'express';
import { plusMs } from '../calendar/calendar.ts';
import { HOUR_MS } from '../calendar/durations.ts';
import type { Clock } from '../clock.ts';
import { policy } from '../policy.ts';
import { conflict, notFound } from '../refusal.ts';
import { formatCount } from '../typography.ts';
import type { FileIntake, GivenFile } from './file-intake.ts';
import type { AttachedFile } from './file-type.ts';
import type { KeptFiles } from './kept-files.ts';
import { sha256Of } from './sha256.ts';

const { most, keptUnsentHours } = policy.attachedFiles;
const KEPT_UNSENT_MS = keptUnsentHours * HOUR_MS;

/** Of one subject: what was chosen by mistake may still be there beside what will be sent. */
const MOST_UNSENT = 2 * most;

/**
 * The files of one kind of subject, such as a case: given before what they are sent with, and kept if that names them. Who may
 * do so is for the context to say, and which were sent, for its log.
 */
export class Attachments {
  constructor(
    protected readonly kept: KeptFiles,
    private readonly intake: FileIntake,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes one file, which is kept for a day unless it is sent.
   * @throws Refusal too-many-files, and those of `FileIntake`
   */
  take(subjectId: string, name: string, request: Request, userCode: string): Promise<AttachedFile> {
    return this.intake.receive(request, subjectId, name, userCode, async ({ bytes, ...file }) => {
      await this.mustHaveRoomFor(file, subjectId);
      await this.kept.keep(subjectId, file, bytes, this.clock.now());
    });
  }

  /** What was given and not sent yet. */
  unsent(subjectId: string): Promise<AttachedFile[]> {
    return this.kept.unsent(subjectId, plusMs(this.clock.now(), -KEPT_UNSENT_MS));
  }

  /** What was sent stays. */
  async remove(subjectId: string, id: string, sent: readonly AttachedFile[]): Promise<void> {
    if (sent.some((file) => file.id === id)) {
      throw conflict('file-sent', 'Ce fichier est déjà envoyé\u00a0: il ne se retire plus.');
    }
    await this.kept.remove(subjectId, id);
  }

  /**
   * Those that something is to be sent with: from now on nobody removes them for a day.
   * @throws Refusal file-not-kept
   */
  async hold(subjectId: string, ids: readonly string[]): Promise<readonly AttachedFile[]> {
    if (ids.length === 0) return [];
    const files = await this.kept.hold(subjectId, ids, this.clock.now());
    if (files.length === ids.length) return files;
    throw conflict(
      'file-not-kept',
      `Un fichier joint n’est plus là\u00a0: ce qui n’est pas envoyé est effacé après ${formatCount(keptUnsentHours, 'heure')}. Ajoutez-le de nouveau.`,
    );
  }

  /** One that was sent, as it was then. @throws Refusal file-not-found, file-damaged */
  async read(subjectId: string, id: string, sent: readonly AttachedFile[]): Promise<GivenFile> {
    const file = sent.find((one) => one.id === id);
    const bytes = file ? await this.kept.bytesOf(subjectId, id) : null;
    if (!file || !bytes)
      throw notFound('file-not-found', 'Ce fichier n’existe pas, ou ne relève pas de vous.');
    if (sha256Of(bytes) !== file.sha256) {
      throw conflict('file-damaged', 'Ce fichier n’est plus celui dont le registre a noté l’empreinte.');
    }
    return { ...file, bytes };
  }

  /** Removes what was given more than a day ago and never sent; `sentOf` asks the log. Answers how many. */
  async forgetUnsent(sentOf: (subjectId: string) => Promise<readonly AttachedFile[]>): Promise<number> {
    const before = plusMs(this.clock.now(), -KEPT_UNSENT_MS);
    const given = await this.kept.givenBefore(before);
    const sent = new Set<string>();
    for (const subjectId of new Set(given.map((file) => file.subjectId))) {
      for (const { id } of await sentOf(subjectId)) sent.add(id);
    }
    const ids = given.map(({ id }) => id);
    await this.kept.markSent(ids.filter((id) => sent.has(id)));
    return this.kept.forget(
      ids.filter((id) => !sent.has(id)),
      before,
    );
  }

  private async mustHaveRoomFor({ id }: AttachedFile, subjectId: string): Promise<void> {
    const given = await this.unsent(subjectId);
    if (given.length < MOST_UNSENT || given.some((file) => file.id === id)) return;
    throw conflict(
      'too-many-files',
      `${formatCount(given.length, 'fichier')} attendent déjà ici\u00a0: retirez-en avant d’en ajouter.`,
    );
  }
}
