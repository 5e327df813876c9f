import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiProblem, type Method, type Seen, send } from './client';
import type { CommandAnswer } from './contract';

/** Sends a command; what the pages show is read again before it counts as done. `seen`: what it is decided on. */
export function useCommand<Body, Answer = CommandAnswer>(method: Method, path: string, seen?: Seen) {
  const client = useQueryClient();
  return useMutation<Answer, ApiProblem, Body>({
    mutationFn: (body) => send<Answer>(method, path, body, seen),
    onSuccess: () => client.invalidateQueries(),
  });
}
