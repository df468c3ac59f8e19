import type { Location } from '../../model/facts.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import { systemFields } from './fields.ts';

/** What an answer says that another answer cannot stand beside. */
interface Witness {
  readonly fact: string;
  readonly says: (value: unknown) => boolean;
}

/** An answer that cannot be true together with any of its witnesses. */
interface Contradiction {
  /** The answer that is taken back: it would switch a duty off, or send it another way. */
  readonly fact: string;
  readonly answered: boolean | string;
  readonly by: readonly Witness[];
  /** Why both cannot be true, as the end of a sentence. */
  readonly because: string;
}

/** Answered with something: neither none nor nothing. */
const given = (...facts: readonly string[]): readonly Witness[] =>
  facts.map((fact) => ({ fact, says: (value) => value !== undefined && value !== 'none' && value !== 0 }));
const yes = (...facts: readonly string[]): readonly Witness[] =>
  facts.map((fact) => ({ fact, says: (value) => value === true }));
const oneOf = (fact: string, ...values: readonly string[]): readonly Witness[] => [
  { fact, says: (value) => values.includes(String(value)) },
];
const includes = (fact: string, ...members: readonly string[]): readonly Witness[] => [
  { fact, says: (value) => Array.isArray(value) && members.some((member) => value.includes(member)) },
];
const ofPoint = (point: string) => (member: unknown) =>
  String(member) === point || String(member).startsWith(`${point}(`);
const points = (...named: readonly string[]): readonly Witness[] => [
  {
    fact: 'annexIIIPoints',
    says: (value) => Array.isArray(value) && value.some((member) => named.some((point) => ofPoint(point)(member))),
  },
];

/**
 * Answers that the Act, or the question itself, makes impossible together. Only what cannot be true at once stands here;
 * what is merely unlikely is a question to a person (classification.releasing-answers).
 */
export const contradictions: readonly Contradiction[] = [
  {
    fact: 'biometricSystem',
    answered: false,
    by: points('1'),
    because: 'point 1 of Annex III is biometrics',
  },
  {
    fact: 'biometricSystem',
    answered: true,
    by: [
      {
        fact: 'annexIIIPoints',
        says: (value) => Array.isArray(value) && !value.some(ofPoint('1')),
      },
    ],
    because: 'the route of Art. 43(1) is for point 1 of Annex III, which is not among the points',
  },
  {
    fact: 'gpaiModel',
    answered: false,
    by: [
      ...given('trainingFlops', 'gpaiThresholdMetOn', 'gpaiNotifiedOn', 'gpaiPlacedOnMarketOn'),
      ...yes('gpaiSystemicDeclared', 'gpaiDesignated', 'gpaiOpenSource', 'gpaiMonetised'),
      ...oneOf('gpaiCodeOfPractice', 'full', 'partly'),
    ],
    because: 'this is said of a model that the organisation provides',
  },
  {
    fact: 'interactsWithPersons',
    answered: false,
    by: [...oneOf('systemType', 'conversational'), ...yes('interactionObvious')],
    because: 'who converses with a system, or finds it obvious that one answers, interacts with it',
  },
  {
    fact: 'generatesContent',
    answered: false,
    by: [...oneOf('systemType', 'generative'), ...yes('deepfakes', 'publicInterestText')],
    because: 'such output is synthetic content',
  },
  {
    fact: 'emotionOrBiometric',
    answered: false,
    by: points('1(b)', '1(c)'),
    because: 'points 1(b) and 1(c) of Annex III are biometric categorisation and emotion recognition',
  },
  {
    fact: 'lawEnforcementOrMigration',
    answered: false,
    by: points('6', '7'),
    because: 'points 6 and 7 of Annex III are law enforcement and migration',
  },
  {
    fact: 'publicBodyOrServices',
    answered: false,
    by: yes('deployerIsPublicAuthority'),
    because: 'a public authority is governed by public law',
  },
  {
    fact: 'processesPersonalData',
    answered: false,
    by: yes('profiling', 'specialCategoryData'),
    because: 'both are processing of personal data (GDPR Arts. 4(4) and 9)',
  },
  {
    fact: 'annexISection',
    answered: 'none',
    by: [...yes('annexISafetyComponent', 'annexIThirdParty'), ...given('annexIAct')],
    because: 'this is said of a product that Annex I covers',
  },
  {
    fact: 'aiSystem',
    answered: false,
    by: yes('declaredHighRisk'),
    because: 'only an AI system is high-risk (Art. 6)',
  },
  {
    fact: 'unionNexus',
    answered: false,
    by: includes('roles', 'importer', 'distributor', 'authorised-representative'),
    because: 'Art. 3(5) to (7) define this role by the Union or its market',
  },
];

const pointerOf = new Map(systemFields.map(([pointer, fact]) => [fact, pointer.slice(1).replaceAll('/', '.')]));

const said = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : value.join(', ');
  return String(value);
};

/**
 * Takes back every answer that another one contradicts, because nobody can tell which of the two is wrong, and tells
 * both with their lines. A derived fact that rests on it must be derived afterwards.
 */
export const withdrawContradicted = (draft: SheetDraft, source: (fact: string) => Location): void => {
  const told = (fact: string): string => {
    const { line } = source(fact);
    return `${pointerOf.get(fact) ?? fact}: ${said(draft.get(fact))}${line === undefined ? '' : ` (line ${line})`}`;
  };
  const found = contradictions.flatMap(({ fact, answered, by, because }) => {
    const witnesses = draft.get(fact) === answered ? by.filter((each) => each.says(draft.get(each.fact))) : [];
    return witnesses.length === 0
      ? []
      : [{ fact, because, seen: [fact, ...witnesses.map((each) => each.fact)].map(told).join(' and ') }];
  });
  for (const { fact, because, seen } of found) {
    draft.withdraw(fact, `${seen} contradict each other: ${because}`);
    const { file, line } = source(fact);
    draft.problem(
      'contradiction',
      `saw ${seen}, which contradict each other: ${because}; expected one of them to be corrected`,
      file,
      line,
    );
  }
};
