import { createHmac } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { Request } from 'express';
import { concatMap, type Observable } from 'rxjs';
import {
  BACKGROUND_HEADER,
  Clock,
  CONSULTATION,
  Config,
  type Consulted,
  executionContext,
  type Instant,
  isId,
  plusMs,
  runAnew,
} from '#platform';
import { RecordConsultation } from '../commands/record-consultation.ts';
import { SEVERAL } from '../domain/consultation.ts';

/** What only turns pages. */
const PAGING = new Set(['cursor', 'limit']);

/** In what people type to find somebody, in a list or in the journal. In a path, `name` is that of a thing. */
const SEARCHES = new Set(['q', 'name', 'notName']);
/** A code has one letter. */
const WORD = /\p{L}{2}/u;
const HASH_DIGITS = 16;
const normalised = (words: string): string => words.trim().replace(/\s+/g, ' ').toLowerCase();

/** For so long a page that reads the same again by itself is still at the same consultation. */
const ONE_CONSULTATION_MS = 600_000;

/** Records who reads what is worth knowing (`@RecordsConsultation`), once it could be read and before it is answered. */
@Injectable()
export class ConsultationInterceptor implements NestInterceptor {
  /** What has been recorded, and until when it stands for its repetitions. */
  readonly #standing = new Map<string, Instant>();

  constructor(
    private readonly reflector: Reflector,
    private readonly commands: CommandBus,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const view = this.reflector.get<Consulted | undefined>(CONSULTATION, context.getHandler());
    if (view === undefined) return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const asked = this.askedFor(request);
    const isByItself = request.get(BACKGROUND_HEADER) === '?1';
    return next.handle().pipe(
      concatMap(async (answer) => {
        if (!(isByItself && this.stands(view, asked))) await this.record(view, asked);
        return answer;
      }),
    );
  }

  /** A reader who repeats an idempotency key reads, and is recorded, again. */
  private async record(view: Consulted, asked: Readonly<Record<string, string>>): Promise<void> {
    const { actor } = executionContext();
    await runAnew(() => this.commands.execute(new RecordConsultation(actor.code, view, asked)));
    const now = this.clock.now();
    for (const [key, until] of this.#standing) if (until <= now) this.#standing.delete(key);
    this.#standing.set(keyOf(view, asked), plusMs(now, ONE_CONSULTATION_MS));
  }

  /** Parameters, query and body of a request that was answered: they have been found good, and are texts, numbers, or several. */
  private askedFor({ params, query, body }: Request): Record<string, string> {
    const entries = Object.entries({ ...body, ...query, ...params }).filter(([name]) => !PAGING.has(name));
    return Object.fromEntries(
      entries.map(([name, value]) => {
        const texts = [value].flat().map(String);
        const isSearch = SEARCHES.has(name) && !(name in params);
        return [name, (isSearch ? texts.map((words) => this.withoutNames(words)) : texts).join(SEVERAL)];
      }),
    );
  }

  /**
   * Whoever searches for a name is on record, and the name is not: it would stay readable when its bearer is erased. The same words have
   * the same keyed hash, so that who is suspected of having searched for somebody can be asked about. Codes and numbers stay.
   */
  private withoutNames(words: string): string {
    if (isId(words) || !WORD.test(words)) return words;
    const hash = createHmac('sha256', this.config.nameSecret).update(`searched\u001f${normalised(words)}`);
    return `empreinte ${hash.digest('hex').slice(0, HASH_DIGITS)}`;
  }

  private stands(view: Consulted, asked: Readonly<Record<string, string>>): boolean {
    return (this.#standing.get(keyOf(view, asked)) ?? '') > this.clock.now();
  }
}

const keyOf = (view: Consulted, asked: Readonly<Record<string, string>>) =>
  JSON.stringify([executionContext().actor.code, view, asked]);
