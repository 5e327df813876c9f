import { parseRules } from './parse-rules.ts';
import { problemText } from './rule-document.ts';
import { buildingBlocks, defaultRuleFiles, foreignRuleFiles } from './rule-files.ts';

const problemsIn = (...texts: readonly string[]) => {
  const files = texts.map((text, index) => ({ name: `r${index + 1}.yml`, text }));
  return parseRules(files, buildingBlocks()).problems.map(problemText);
};

/** Line 5 on is the detection. */
const event = (...detection: readonly string[]) =>
  ['title: T', 'name: t', 'logsource: { category: authentication }', 'detection:', ...detection].join('\n');
const SELECTION = ['  s: { outcome: success }', '  condition: s'];
const COUNT = {
  type: 'event_count',
  rules: '[failure]',
  'group-by': '[userCode]',
  timespan: '10m',
  condition: '{ gte: 5 }',
};

/** The correlation stands in lines 4 to 8; null leaves a line out. */
const correlation = (other: Readonly<Record<string, string | null>> = {}, ...more: readonly string[]) => {
  const lines = Object.entries({ ...COUNT, ...other }).flatMap(([key, value]) =>
    value === null ? [] : [`  ${key}: ${value}`],
  );
  return ['title: T', 'name: t', 'correlation:', ...lines, ...more].join('\n');
};
const TEMPORAL = { type: 'temporal', rules: '[failure, success]', condition: null };

const FIELDS = 'outcome, userCode, identifier, network, userAgent, country, sessionId, factors';
const MODIFIERS = 'gt, gte, lt, lte, contains, startswith, endswith';
const COMPARISONS = 'gt, gte, lt, lte, eq, neq';

describe('a mistake is told once, with its line and place', () => {
  it.each<[string, string, string]>([
    ['a text', 'hello', 'r1.yml:1 : des noms et leurs valeurs sont attendus'],
    ['a key twice', 'title: a\ntitle: b', 'r1.yml:2 : ce n’est pas du YAML (Map keys must be unique)'],
    [
      'an alias of nothing',
      'title: *a',
      'r1.yml:1 : ce n’est pas du YAML (Unresolved alias (the anchor must be set before the alias): a)',
    ],
    ['neither kind', 'title: T\nname: t', 'r1.yml:1 : il manque « detection » ou « correlation »'],
    [
      'both kinds',
      `${event(...SELECTION)}\ncorrelation: {}`,
      'r1.yml:7 correlation : une règle a « detection » ou « correlation », pas les deux',
    ],
    ['no title', event(...SELECTION).replace('title: T', '# T'), 'r1.yml:2 title : un texte est attendu'],
    ['no name', event(...SELECTION).replace('name: t', ''), 'r1.yml:1 name : un texte est attendu'],
    [
      'a level of others',
      `${event(...SELECTION)}\nlevel: urgent`,
      'r1.yml:7 level : une de ces valeurs est attendue : informational, low, medium, high, critical',
    ],
    ['generate', `${event(...SELECTION)}\ngenerate: oui`, 'r1.yml:7 generate : true ou false est attendu'],
    [
      'a category of others',
      event(...SELECTION).replace('authentication', 'firewall'),
      'r1.yml:3 logsource.category : une de ces valeurs est attendue : authentication, sign-out, delivery, activation, departure, log-cleared',
    ],
    ['no selection', event('  condition: s'), 'r1.yml:5 detection : il manque une sélection'],
    [
      'an empty selection',
      event('  s: {}', '  condition: s'),
      'r1.yml:5 detection.s : la sélection est vide',
    ],
    [
      'a selection that is a number',
      event('  s: 3', '  condition: s'),
      'r1.yml:5 detection.s : des noms et leurs valeurs sont attendus',
    ],
    [
      'an unknown field',
      event('  s: { ip: 10.0.0.1 }', '  condition: s'),
      `r1.yml:5 detection.s.ip : champ inconnu ; possibles : ${FIELDS}, hour, weekday, holiday`,
    ],
    [
      'an unknown modifier',
      event('  s: { outcome|re: a.c }', '  condition: s'),
      `r1.yml:5 detection.s.outcome|re : modificateur inconnu ; possible, un seul : ${MODIFIERS}`,
    ],
    [
      'a value that the modifier does not compare',
      event('  s: { hour|gte: soir }', '  condition: s'),
      'r1.yml:5 detection.s.hour|gte : cette valeur ne va pas avec ce modificateur',
    ],
    [
      'no value',
      event('  s: { outcome: [] }', '  condition: s'),
      'r1.yml:5 detection.s.outcome : une valeur ou une liste de valeurs est attendue',
    ],
    [
      'no condition',
      event('  s: { outcome: success }'),
      'r1.yml:5 detection.condition : un texte est attendu',
    ],
    [
      'a condition of what is not there',
      event('  s: { outcome: success }', '  condition: s and not t'),
      'r1.yml:6 detection.condition : « t » n’y est pas défini',
    ],
    [
      'an open parenthesis',
      event('  s: { outcome: success }', '  condition: (s'),
      'r1.yml:6 detection.condition : il manque une parenthèse fermante',
    ],
    [
      'one word more',
      event('  s: { outcome: success }', '  condition: s s'),
      'r1.yml:6 detection.condition : « s » est de trop',
    ],
    [
      'one word less',
      event('  s: { outcome: success }', '  condition: 1 of'),
      'r1.yml:6 detection.condition : elle s’arrête trop tôt',
    ],
    [
      'another word before « of »',
      event('  s: { outcome: success }', '  condition: constructor of s'),
      'r1.yml:6 detection.condition : « constructor » n’y est pas défini',
    ],
    [
      'names that nothing has',
      event('  s: { outcome: success }', '  condition: all of night*'),
      'r1.yml:6 detection.condition : rien ne correspond à « night* »',
    ],
    [
      'a type that Greffe does not have',
      correlation({ type: 'value_sum' }),
      'r1.yml:4 correlation.type : une de ces valeurs est attendue : event_count, value_count, temporal, temporal_ordered',
    ],
    [
      'a type that every object of JavaScript has',
      correlation({ type: 'constructor' }, 'greffe: { version: 2 }'),
      'r1.yml:4 correlation.type : une de ces valeurs est attendue : event_count, value_count, temporal, temporal_ordered',
    ],
    [
      'a correlation that is a text',
      'title: T\nname: t\ncorrelation: oui',
      'r1.yml:3 correlation : des noms et leurs valeurs sont attendus',
    ],
    [
      'a key that Greffe does not know',
      correlation({}, '  aliases: {}'),
      'r1.yml:9 correlation.aliases : inconnu ici ; possibles : type, rules, group-by, timespan, condition',
    ],
    [
      'a duration in words',
      correlation({ timespan: '10 minutes' }),
      'r1.yml:7 correlation.timespan : une durée est attendue, comme 90s, 10m, 1h ou 30d',
    ],
    [
      'a group of what is no field',
      correlation({ 'group-by': '[ip]' }),
      `r1.yml:6 correlation.group-by : champs possibles : ${FIELDS}`,
    ],
    [
      'a group twice',
      correlation({ 'group-by': '[network, network]' }),
      'r1.yml:6 correlation.group-by : une liste de textes différents est attendue',
    ],
    [
      'a rule that is not there',
      correlation({ rules: '[failures]' }),
      'r1.yml:5 correlation.rules : la règle « failures » n’existe pas',
    ],
    [
      'a rule of itself',
      correlation({ rules: '[t]' }),
      'r1.yml:5 correlation.rules : « t » revient à elle-même',
    ],
    [
      'no condition to count to',
      correlation({ condition: null }),
      'r1.yml:4 correlation.condition : des noms et leurs valeurs sont attendus',
    ],
    [
      'an empty condition',
      correlation({ condition: '{}' }),
      `r1.yml:8 correlation.condition : il manque une comparaison : ${COMPARISONS}`,
    ],
    [
      'another comparison',
      correlation({ condition: '{ atleast: 5 }' }),
      `r1.yml:8 correlation.condition.atleast : inconnu ici ; possibles : ${COMPARISONS}, field`,
    ],
    [
      'a number in words',
      correlation({ condition: '{ gte: cinq }' }),
      'r1.yml:8 correlation.condition.gte : un nombre entier d’au moins 0 est attendu',
    ],
    [
      'a number that no window holds',
      correlation({ condition: '{ gte: 5000 }' }),
      'r1.yml:8 correlation.condition : on compte jusqu’à 1000 au plus',
    ],
    [
      'values of no field',
      correlation({ type: 'value_count' }),
      `r1.yml:8 correlation.condition.field : une de ces valeurs est attendue : ${FIELDS}`,
    ],
    [
      'one rule alone',
      correlation({ ...TEMPORAL, rules: '[failure]' }),
      'r1.yml:5 correlation.rules : il en faut deux au moins',
    ],
    [
      'an absence in other words',
      correlation({ ...TEMPORAL, condition: 'failure or success' }),
      'r1.yml:8 correlation.condition : de « temporal », avec deux règles, est attendu : failure and not success',
    ],
    [
      'an absence in order',
      correlation({ ...TEMPORAL, type: 'temporal_ordered', condition: 'failure and not success' }),
      'r1.yml:8 correlation.condition : de « temporal », avec deux règles, est attendu : failure and not success',
    ],
    [
      'an extension that is none',
      correlation({}, 'greffe: { seuil: 3 }'),
      'r1.yml:9 greffe.seuil : inconnu ici ; possibles : version, article, sentence, basis, range, reset, baseline',
    ],
    [
      'an extension of another type',
      correlation(TEMPORAL, 'greffe: { reset: [success] }'),
      'r1.yml:8 greffe.reset : inconnu ici ; possibles : version, article, sentence, basis',
    ],
    [
      'version 0',
      correlation({}, 'greffe: { version: 0 }'),
      'r1.yml:9 greffe.version : un nombre entier d’au moins 1 est attendu',
    ],
    [
      'a sentence of what is not there',
      correlation({}, "greffe: { sentence: '{combien} fois' }"),
      'r1.yml:9 greffe.sentence : « {combien} » n’existe pas',
    ],
    [
      'a sentence of what every object of JavaScript has',
      correlation({}, "greffe: { sentence: '{constructor} fois' }"),
      'r1.yml:9 greffe.sentence : « {constructor} » n’existe pas',
    ],
    [
      'half a range',
      correlation({}, 'greffe: { range: { least: 3 } }'),
      'r1.yml:9 greffe.range.most : un nombre entier d’au moins 1 est attendu',
    ],
    [
      'a threshold out of its range',
      correlation({}, 'greffe: { range: { least: 6, most: 30 } }'),
      'r1.yml:9 greffe.range : le seuil doit être entre 6 et 30',
    ],
    [
      'a reset by nothing',
      correlation({}, 'greffe: { reset: [nope] }'),
      'r1.yml:9 greffe.reset : la règle « nope » n’existe pas',
    ],
    [
      'a baseline of one day',
      correlation({}, 'greffe: { baseline: { days: 1, deviations: 3 } }'),
      'r1.yml:9 greffe.baseline.days : un nombre entier d’au moins 2 est attendu',
    ],
  ])('%s', (_, text, problem) => expect(problemsIn(text)).toEqual([problem]));
});

describe('several mistakes', () => {
  it('are all told, in the order of documents and files', () =>
    expect(
      problemsIn(
        [correlation({ timespan: '10' }, 'level: urgent'), event(...SELECTION)].join('\n---\n'),
        correlation({ condition: '{ gte: x }', 'group-by': '[ip]' }).replace('name: t', 'name: u'),
      ),
    ).toEqual([
      'r1.yml:9 level : une de ces valeurs est attendue : informational, low, medium, high, critical',
      'r1.yml:7 correlation.timespan : une durée est attendue, comme 90s, 10m, 1h ou 30d',
      `r2.yml:6 correlation.group-by : champs possibles : ${FIELDS}`,
      'r2.yml:8 correlation.condition.gte : un nombre entier d’au moins 0 est attendu',
    ]));

  it('a name twice, also in two files', () =>
    expect(problemsIn(event(...SELECTION), event(...SELECTION))).toEqual([
      'r2.yml:2 name : « t » existe déjà',
    ]));

  it('rules that lead in a circle', () => {
    const other = correlation({ rules: '[t]' }).replace('name: t', 'name: u');
    expect(problemsIn(`${correlation({ rules: '[u]' })}\n---\n${other}`)).toEqual([
      'r1.yml:5 correlation.rules : « u » revient à elle-même',
      'r1.yml:14 correlation.rules : « t » revient à elle-même',
    ]);
  });

  it('to name a rule that has a mistake is not another one', () => {
    const broken = event('  s: { outcome: success }', '  condition: t').replace('name: t', 'name: u');
    expect(problemsIn(broken, correlation({ rules: '[u]' }))).toEqual([
      'r1.yml:6 detection.condition : « t » n’y est pas défini',
    ]);
  });
});

describe('good rules', () => {
  it('those of Greffe have no mistake, alone and with those for logs of others', () => {
    expect(parseRules(defaultRuleFiles()).problems).toEqual([]);
    expect(parseRules([...defaultRuleFiles(), ...foreignRuleFiles()]).problems).toEqual([]);
  });

  it('bring of the base what they rest on, and nothing else', () => {
    const parsed = parseRules([{ name: 'r.yml', text: correlation() }], buildingBlocks());
    const told = parsed.rules?.map(({ name, generates }) => [name, generates]);
    expect({ own: parsed.rules && parsed.own, told }).toEqual({
      own: 1,
      told: [
        ['t', true],
        ['failure', false],
      ],
    });
  });

  it('may say in their own way what the base says', () => {
    const own = event(...SELECTION).replace('name: t', 'name: failure');
    const { rules } = parseRules(
      [{ name: 'r.yml', text: `${own}\n---\n${correlation()}` }],
      buildingBlocks(),
    );
    expect(rules?.map(({ title }) => title)).toEqual(['T', 'T']);
  });

  it('the hash of a rule is of all that it rests on', () => {
    const hashOf = (failure: string) => {
      const { rules } = parseRules([{ name: 'r.yml', text: `${failure}\n---\n${correlation()}` }]);
      return rules?.find(({ name }) => name === 't')?.hash;
    };
    const own = event(...SELECTION).replace('name: t', 'name: failure');
    expect(hashOf(own)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf(own)).toBe(hashOf(own));
    expect(hashOf(own)).not.toBe(hashOf(own.replace('success', 'blocked')));
  });
});
