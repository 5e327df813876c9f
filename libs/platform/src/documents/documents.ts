import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Injectable, Logger, Module, type OnModuleDestroy } from '@nestjs/common';
import { Tinypool } from 'tinypool';
import { inTime } from '../in-time.ts';
import { reasonOf } from '../reason.ts';
import { unavailable } from '../refusal.ts';
import { drawable, FONT_FILES } from './fonts.ts';

/** A document as a context describes it. */
export interface DocumentSource {
  /** Absolute path of its Typst template, which lies beside the code that names it. */
  readonly template: string;
  /** What it says, as JSON can: the template shows it, and the document holds it as an attachment. */
  readonly data: object;
}

/** What a thread is asked for. */
export interface Composition {
  readonly workspace: string;
  /** Absolute paths. */
  readonly fonts: readonly string[];
  readonly template: string;
  readonly inputs: Record<string, string>;
  /** Milliseconds since 1970: later, nobody waits for the document. */
  readonly until: number;
}

export type Composed = { readonly pdf: Uint8Array } | { readonly failure: string };

export interface DocumentOptions {
  /** The folder of all templates: they read nothing outside it. */
  readonly workspace: string;
  /** Documents that are composed at the same time. */
  readonly threads: number;
  /** Documents that may wait for a thread. */
  readonly queue: number;
  /** Milliseconds from the request to the document. */
  readonly withinMs: number;
}

const OPTIONS: DocumentOptions = {
  // `libs`, in the sources and in dist.
  workspace: join(import.meta.dirname, '../../..'),
  threads: Math.min(availableParallelism(), 4),
  queue: 100,
  withinMs: 20_000,
};

/** The template does not go with the data. */
export class DocumentFailed extends Error {
  override readonly name = 'DocumentFailed';
}

/**
 * Makes PDF/A-3a documents, tagged, with their data inside, from Typst templates. It happens in threads, which start with
 * the first document: the event loop goes on. The same source gives the same bytes.
 *
 * Nothing can interrupt Typst: a thread that takes too long is no longer waited for, and takes up its place until it is
 * done, so that there are never more threads than `threads`.
 */
@Injectable()
export class Documents implements OnModuleDestroy {
  readonly #logger = new Logger('Documents');
  readonly #options: DocumentOptions;
  #threads: Tinypool | undefined;

  constructor(options: Partial<DocumentOptions> = {}) {
    this.#options = { ...OPTIONS, ...options };
  }

  /** @throws Refusal documents-busy, document-late; DocumentFailed */
  async compose({ template, data }: DocumentSource): Promise<Buffer> {
    const { workspace, queue, withinMs } = this.#options;
    this.#threads ??= this.start();
    if (this.#threads.queueSize >= queue) throw busy();
    const composition: Composition = {
      workspace,
      fonts: FONT_FILES,
      template,
      inputs: inputsOf(data),
      until: Date.now() + withinMs,
    };
    const composed: Composed = await inTime(this.#threads.run(composition), withinMs, late);
    if ('pdf' in composed) return Buffer.from(composed.pdf);
    this.#logger.error(`${template.slice(workspace.length + 1)}: ${composed.failure}`);
    throw new DocumentFailed(composed.failure);
  }

  async onModuleDestroy(): Promise<void> {
    await this.#threads?.destroy();
  }

  private start(): Tinypool {
    const { threads } = this.#options;
    const filename = new URL('typst-worker.js', import.meta.url).href;
    const pool = new Tinypool({ filename, minThreads: threads, maxThreads: threads, execArgv: [] });
    return pool.on('error', (error) => this.#logger.error(reasonOf(error)));
  }
}

/** The data as they are; and as they are shown, where a character cannot be drawn. */
function inputsOf(data: object): Record<string, string> {
  const exact = JSON.stringify(data);
  const shown = JSON.stringify(data, (_, value) => (typeof value === 'string' ? drawable(value) : value));
  return shown === exact ? { data: exact } : { data: exact, shown };
}

const busy = () =>
  unavailable('documents-busy', 'Trop de documents sont demandés en ce moment : réessayez dans un instant.');

const late = () =>
  unavailable(
    'document-late',
    'Ce document n’a pas pu être préparé à temps : réessayez plus tard. Ses données restent à l’écran.',
  );

@Module({ providers: [{ provide: Documents, useFactory: () => new Documents() }], exports: [Documents] })
export class DocumentsModule {}
