import './buffer.ts';
import { type DossierEntry, withOpened } from '#transparency';
import { check, type GivenFile, type Verdict } from './check.ts';
import type { Finding } from './finding.ts';
import { filesIn } from './given-files.ts';
import { dateOf, isGood, sentenceOf } from './words.ts';

const field = document.querySelector<HTMLInputElement>('#files')!;
const results = document.querySelector<HTMLElement>('#results')!;
/** Receipts have files of the same names: what tells two apart is what they say. */
const given = new Map<string, GivenFile>();

field.addEventListener('change', () => take(field.files));
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  take(event.dataTransfer?.files ?? null);
});

async function take(files: FileList | null): Promise<void> {
  for (const file of files ?? []) {
    for (const one of await filesOf(file)) given.set(JSON.stringify([one.name, one.sha256]), one);
  }
  if (given.size > 0) show(check([...given.values()]));
}

/** A folder that is dropped, or a file that is gone meanwhile, cannot be read: it is shown as nothing that proves anything. */
async function filesOf(file: File): Promise<GivenFile[]> {
  try {
    return filesIn(file.name, new Uint8Array(await file.arrayBuffer()));
  } catch {
    return [{ name: file.name, text: '' }];
  }
}

function show(verdict: Verdict): void {
  const { keys, findings } = verdict;
  results.replaceChildren(
    ...(keys.length > 0 ? [keyList(keys)] : []),
    ...findings.map((finding) => resultOf(finding, verdict)),
    ...(findings.length === 0
      ? [element('p', '', ['Ajoutez maintenant une preuve ou un point de contrôle.'])]
      : []),
  );
}

function keyList(keys: Verdict['keys']): HTMLElement {
  return element('div', 'keys', [
    element('p', '', [
      'Comparez en entier les empreintes de ces clés avec celles que la Caf publie : elles seules disent que ces clés sont les siennes.',
    ]),
    element(
      'ul',
      '',
      keys.map(({ name, fingerprint }) =>
        element('li', '', [`Registre « ${name} » : `, element('code', '', [fingerprint])]),
      ),
    ),
  ]);
}

function resultOf(finding: Finding, verdict: Verdict): HTMLElement {
  const good = isGood(finding);
  return element('section', good ? 'good' : 'bad', [
    element('h2', '', [`${good ? '✓' : '✗'} ${finding.file}`]),
    element('p', '', [sentenceOf(finding, verdict)]),
    ...(finding.outcome === 'proved' ? [contentOf(finding.event)] : []),
    ...('dossier' in finding ? [piecesIn(finding.dossier.entries)] : []),
  ]);
}

function contentOf(event: unknown): HTMLElement {
  return element('details', '', [
    element('summary', '', ['Ce qui a été enregistré, mot pour mot']),
    element('pre', '', [JSON.stringify(event, null, 2)]),
  ]);
}

/** In the words of people, and below each, word for word, what they are the words for. */
function piecesIn(entries: readonly DossierEntry[]): HTMLElement {
  return element('details', '', [
    element('summary', '', [`Ses pièces (${entries.length})`]),
    element('p', '', [
      'Les phrases sont là pour être lues. Ce qui est prouvé est, sous chacune, ce qui a été enregistré, mot pour mot.',
    ]),
    element('ol', 'pieces', entries.map(pieceOf)),
  ]);
}

function pieceOf({ number, readable, text, opened }: DossierEntry): HTMLElement {
  const piece = element(
    'li',
    '',
    readable
      ? [
          element('strong', '', [readable.title]),
          ` — ${[dateOf(readable.at), readable.by, readable.detail, readable.reason].filter(Boolean).join(' — ')}`,
        ]
      : ['Pièce prouvée, dont le texte ne vous est pas donné.'],
  );
  piece.setAttribute('value', String(number));
  if (text !== null) piece.append(contentOf(withOpened(text, opened)));
  return piece;
}

/** Texts are never markup. */
function element(tag: string, className: string, children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}
