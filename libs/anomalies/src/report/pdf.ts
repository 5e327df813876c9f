import {
  formatCount,
  formatDate,
  formatDateTime,
  formatShortDate,
  formatTime,
  OfficialDocument,
  parisDateOf,
} from '#platform';
import { OUTCOME_NAMES, SEVERITY_NAMES, STATE_NAMES, VERDICT_NAMES } from '../domain/wording.ts';
import type { AnomalyReport, ReportedAnomaly } from './report-view.ts';
import { timestamp } from './timestamp.ts';

/** Longest run of text that is kept on one page. */
const LONGEST_PARAGRAPH = 900;

/** The report as a Caf hands it to a partner: a summary, then each anomaly with what it rests on and what came of it. */
export async function reportPdf(report: AnomalyReport): Promise<Buffer> {
  const { gestionnaire, caf, from, to, drawnAt, position, anomalies } = report;
  const period = `Du ${formatDate(from)} au ${formatDate(to)}`;
  const document = await OfficialDocument.open({
    title: `Rapport d’anomalies : ${gestionnaire.name}`,
    author: caf.name,
    subject: period,
    orientation: 'portrait',
    createdAt: drawnAt,
    foot: `Établi le ${formatDate(parisDateOf(drawnAt))} à ${formatTime(drawnAt)}. Position du registre : ${position}`,
  });
  document
    .heading('Rapport d’anomalies de connexion', 1)
    .paragraph('Contrôle des connexions au portail Caf partenaires (avenant, article 4)', { after: 14 })
    .blocks(
      [
        { title: 'Caf', lines: [caf.name] },
        { title: 'Gestionnaire', lines: [gestionnaire.name, `N° ${gestionnaire.id}`] },
        {
          title: 'Période de détection',
          lines: [period, formatCount(anomalies.length, 'anomalie')],
        },
      ],
      { after: 14 },
    )
    .table(
      [
        { header: 'N°', share: 6, align: 'center' },
        { header: 'Anomalie', share: 32, weight: 'bold' },
        { header: 'Code', share: 13 },
        { header: 'Détectée le', share: 21 },
        { header: 'État', share: 15 },
        { header: 'Réponse due le', share: 17 },
      ],
      anomalies.map((anomaly, index) => [
        String(index + 1),
        anomaly.rule.title,
        anomaly.userCode,
        timestamp(anomaly.detectedAt),
        STATE_NAMES[anomaly.state],
        anomaly.due ? formatShortDate(anomaly.due) : '—',
      ]),
      'Aucune anomalie sur cette période.',
    );
  anomalies.forEach((anomaly, index) => {
    describe(document, anomaly, index + 1);
  });
  return document.finish();
}

function describe(document: OfficialDocument, anomaly: ReportedAnomaly, number: number): void {
  const { rule, article, severity, state, sentence, evidence } = anomaly;
  document
    .space(6)
    .heading(`${number}. ${rule.title}`, 2)
    .paragraph(sentence)
    .paragraph(
      [
        `Code ${anomaly.userCode}${anomaly.name ? `, ${anomaly.name}` : ''}`,
        `gravité ${SEVERITY_NAMES[severity].toLowerCase()}`,
        article,
        `règle ${rule.id}, version ${rule.version}`,
      ].join('\u00a0; '),
      { color: '#4d5661' },
    )
    .paragraph(`État\u00a0: ${STATE_NAMES[state].toLowerCase()}. ${datesOf(anomaly)}`, { weight: 'bold' });
  document.table(
    [
      { header: 'Fait', share: 8, align: 'center' },
      { header: 'Instant', share: 34 },
      { header: 'Issue', share: 34 },
      { header: 'Adresse IP', share: 30 },
    ],
    evidence.map(({ at, outcome, address }, index) => [
      String(index + 1),
      timestamp(at),
      OUTCOME_NAMES[outcome],
      address ?? '—',
    ]),
    'Aucun fait.',
  );
  quote(document, 'Justification du partenaire', justificationOf(anomaly));
  quote(document, 'Conclusion de la Caf', verdictOf(anomaly));
  quote(document, 'Classement sans suite', anomaly.dismissal?.reason ?? null);
}

function datesOf({ detectedAt, notifiedOn, due }: ReportedAnomaly): string {
  const detected = `Détectée le ${formatDateTime(detectedAt)}`;
  if (!notifiedOn || !due) return `${detected}\u00a0; non notifiée.`;
  return `${detected}\u00a0; notifiée le ${formatDate(notifiedOn)}\u00a0; réponse due le ${formatDate(due)}.`;
}

function justificationOf({ justification }: ReportedAnomaly): string | null {
  if (!justification) return null;
  const { text, at, by, late, daysLate } = justification;
  const lateness = late ? `, avec ${formatCount(daysLate, 'jour')} de retard` : '';
  return `${text}\n${by}, le ${formatDateTime(at)}${lateness}.`;
}

function verdictOf({ verdict }: ReportedAnomaly): string | null {
  if (!verdict) return null;
  return `${VERDICT_NAMES[verdict.verdict]}, le ${formatDateTime(verdict.at)}.\n${verdict.comment}`;
}

function quote(document: OfficialDocument, title: string, text: string | null): void {
  if (text === null) return;
  document.heading(title, 3);
  for (const paragraph of text.split(/\r?\n/)) {
    for (const part of partsOf(paragraph)) document.paragraph(part, { after: 3 });
  }
  document.space(4);
}

/** A long text in parts that fit on a page, cut between words where there are any. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > LONGEST_PARAGRAPH) {
    const space = rest.lastIndexOf(' ', LONGEST_PARAGRAPH);
    const end = space > 0 ? space : LONGEST_PARAGRAPH;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return rest ? [...parts, rest] : parts;
}
