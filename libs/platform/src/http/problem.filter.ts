import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  Logger,
  MethodNotAllowedException,
  NotFoundException,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { servedRequest } from '../context/served-request.ts';
import { reasonOf } from '../reason.ts';
import { Refusal } from '../refusal.ts';
import { otherMethodsAt } from './other-methods-at.ts';
import { internalProblem, type Problem, toProblem, unavailableProblem } from './problem.ts';

/** Where nobody knows better. */
const RETRY_AFTER_SECONDS = 5;

/** Turns every error into problem details. What is not an answer is logged, and told as little of as possible. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  /** `isOutage` recognises the errors of an engine that is away, `asAnswer` makes answers of those that are verdicts, and never fails. */
  constructor(
    private readonly isOutage: (error: unknown) => boolean,
    private readonly asAnswer: (error: unknown) => unknown = (error) => error,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const id = servedRequest()?.id;
    const methods = error instanceof NotFoundException ? otherMethodsAt(http.getRequest<Request>()) : [];
    const answer = methods.length > 0 ? new MethodNotAllowedException() : await this.asAnswer(error);
    const problem = { ...this.problemOf(answer), ...(id && { instance: `urn:greffe:request:${id}` }) };
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const retryAfter = retryAfterOf(answer, problem);
    // What a file would have been kept for, its error is not.
    response.setHeader('Cache-Control', 'no-store');
    response.removeHeader('Content-Encoding');
    if (methods.length > 0) response.setHeader('Allow', methods.join(', '));
    if (retryAfter !== null) response.setHeader('Retry-After', String(retryAfter));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private problemOf(error: unknown): Problem {
    const problem = toProblem(error);
    if (problem) return problem;
    if (this.isOutage(error)) return unavailableProblem();
    this.logger.error(reasonOf(error), framesOf(error));
    return internalProblem(servedRequest()?.id);
  }
}

/** In seconds (RFC 9110); null when asking again is of no use. */
function retryAfterOf(error: unknown, { status }: Problem): number | null {
  const known = error instanceof Refusal ? error.retryAfterSeconds : null;
  return known ?? (status === 503 ? RETRY_AFTER_SECONDS : null);
}

/** The stack without what the error said. */
const framesOf = (error: unknown): string | undefined =>
  error instanceof Error ? error.stack?.match(/^\s+at .+:\d+:\d+\)?$/gm)?.join('\n') : undefined;
