import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiProblem, type Method, send } from './client';
import type { CommandAnswer } from './contract';

/** Sends a command; what the pages show is read again before it counts as done. */
export function useCommand<Body, Answer = CommandAnswer>(method: Method, path: string) {
  const client = useQueryClient();
  return useMutation<Answer, ApiProblem, Body>({
    mutationFn: (body) => send<Answer>(method, path, body),
    onSuccess: () => client.invalidateQueries(),
  });
}
