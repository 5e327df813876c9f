import { type Fragment, fragment, type Principal } from '#platform';

/**
 * A gestionnaire is told what concerns it, a Caf what concerns it or its partners, which are the organisms that it oversees; of
 * what concerns no organism, such as the work of an operator, the security of every Caf.
 */
export function toldTo({ role, organism }: Principal, overseen: readonly string[]): Fragment {
  if (role === 'gestionnaire') return fragment`gestionnaire_id = ${organism.id} AND readers ? ${role}`;
  const ofNobody = fragment`gestionnaire_id IS NULL AND ${role === 'caf-security'}`;
  return fragment`readers ? ${role} AND (caf_id = ${organism.id}
    OR caf_id IS NULL AND (gestionnaire_id = ANY (${overseen}) OR ${ofNobody}))`;
}
