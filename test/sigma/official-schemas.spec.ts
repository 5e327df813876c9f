import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseAllDocuments } from 'yaml';
import { defaultRuleFiles, foreignRuleFiles } from '#detection';

// The schemas have keywords where they mean nothing, and no rule has an id that would be a uuid.
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
const validator = (name: string) =>
  ajv.compile(JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')));
const isDetection = validator('sigma-detection-rule-schema.json');
const isCorrelation = validator('sigma-correlation-rules-schema.json');

type Document = Readonly<Record<string, unknown>>;
const documents = [...defaultRuleFiles(), ...foreignRuleFiles()].flatMap(({ name, text }) =>
  parseAllDocuments(text).map((document): [string, Document] => {
    const content = document.toJS();
    return [`${name} ${content.name}`, content];
  }),
);
/** A boolean condition of a temporal correlation, of Sigma 2.2, of which there is no schema yet. */
const isAbsence = ({ correlation }: Document) =>
  typeof (correlation as { condition?: unknown } | undefined)?.condition === 'string';
const problemsOf = (document: Document) => {
  const validate = 'correlation' in document ? isCorrelation : isDetection;
  return validate(document)
    ? []
    : validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
};

it.each(documents.filter(([, document]) => !isAbsence(document)))(
  '%s is a rule of Sigma, as its official schema says',
  (_, document) => expect(problemsOf(document)).toEqual([]),
);

it('the one absence differs from Sigma 2.1 by its condition alone', () => {
  const absences = documents.filter(([, document]) => isAbsence(document));
  expect(absences.map(([name]) => name)).toEqual(['sleeping-credentials.yml sleeping-credentials']);
  const [, absence] = absences[0]!;
  expect(problemsOf(absence)).toEqual(['/correlation/condition must be object']);
  const { condition, ...correlation } = absence.correlation as Document;
  expect(condition).toBe('delivery and not activation');
  expect(problemsOf({ ...absence, correlation })).toEqual([]);
});

it('the schemas refuse what is no rule', () => {
  expect(problemsOf({ title: 'T', logsource: {} })).toEqual([" must have required property 'detection'"]);
  expect(problemsOf({ title: 'T', correlation: { type: 'often', rules: [], timespan: '1m' } })).not.toEqual(
    [],
  );
});
