import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiProblem, type Method, type Seen, send } from './client';
import type { CommandAnswer } from './contract';

/** How a command is sent that takes more than one request, each decided on what was seen before the first. */
export type SendBy<Body, Answer> = (
  body: Body,
  sendPart: (part: Body) => Promise<unknown>,
) => Promise<Answer>;

/** Sends a command; what the pages show is read again before it counts as done. `seen`: what it is decided on. */
export function useCommand<Body, Answer = CommandAnswer>(
  method: Method,
  path: string,
  seen?: Seen,
  sendBy?: SendBy<Body, Answer>,
) {
  const client = useQueryClient();
  return useMutation<Answer, ApiProblem, Body>({
    mutationFn: (body) =>
      sendBy
        ? sendBy(body, (part) => send(method, path, part, seen && { ...seen }))
        : send<Answer>(method, path, body, seen),
    onSuccess: () => client.invalidateQueries(),
  });
}
