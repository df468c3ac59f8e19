import { DAY, instantOf, isoDate } from '../../../src/base/time.ts';
import { type Random, seeded } from '../../generator/random.ts';
import { csvFile, type Generated } from '../../generator/write.ts';
import type { History } from './history.ts';
import { people } from './people.ts';

type Row = Readonly<Record<string, string | number>>;

const later = (day: string, days: number): string => isoDate((instantOf(day) ?? 0) + days * DAY);
const numbered = (prefix: string, index: number): string => `${prefix}-${String(index + 1).padStart(3, '0')}`;
const within = (random: Random, most: number): number => Math.floor(random.uniform() * (most + 1));
const months = ['2026-05-04', '2026-06-02', '2026-07-02', '2026-08-01', '2026-08-31', '2026-09-29', '2026-10-29'];

/** Each store, every week, from the last days of April. */
const backups = (): readonly Row[] =>
  ['profiles', 'feature store'].flatMap((system, store) =>
    Array.from({ length: 27 }, (_, week) => ({
      id: `BK-${store + 1}-${String(week + 1).padStart(2, '0')}`,
      system,
      completed_on: later('2026-04-29', week * 7),
      succeeded: 'yes',
      encrypted: 'yes',
      off_site: 'yes',
    })),
  );

const capacity = (): readonly Row[] => {
  const random = seeded('capacity');
  return ['serving', 'feature store', 'index build'].flatMap((resource, which) =>
    months.map((day, month) => ({
      id: `CAP-${which + 1}-${month + 1}`,
      resource,
      measured_on: day,
      // The television sets of September: planted.
      peak_percent: resource === 'serving' && day === '2026-09-29' ? 93 : 48 + within(random, 25),
      owner: people.lena.name,
      action: resource === 'serving' && day === '2026-09-29' ? 'Two nodes added on 2 October' : '',
    })),
  );
};

const scans = (): readonly Row[] => [
  ...(['vulnerability', 'dependency', 'malware'] as const).flatMap((type) =>
    months.map((day, month) => ({
      id: `SC-${type.slice(0, 3)}-${month + 1}`,
      type,
      target: type === 'malware' ? 'model files' : 'images in production',
      tool: 'scanner of the pipeline',
      performed_on: day,
      performed_by: people.jana.name,
      findings: type === 'malware' ? 0 : (month * 3) % 4,
    })),
  ),
  {
    id: 'SC-pen-1',
    type: 'penetration-test',
    target: 'gateway and interfaces of the applications',
    tool: 'by hand',
    performed_on: '2026-03-17',
    performed_by: 'Redcliff (invented)',
    findings: 4,
  },
];

const settings = [
  ['forge', 'access', 'second factor', 'required'],
  ['cluster', 'access', 'administrators', '3'],
  ['cluster', 'network', 'databases answer', 'cluster only'],
  ['gateway', 'encryption', 'protocol', '1.3'],
  ['forge', 'pipeline', 'reviews before a merge', '1'],
  ['forge', 'pipeline', 'bypass of rules', 'off'],
] as const;

const snapshots = (): readonly Row[] =>
  months.flatMap((day, month) =>
    settings.map(([system, area, setting, expected], which) => {
      // Switched on "for the launch" and left on for a month, by nobody in particular: planted.
      const left = setting === 'bypass of rules' && day === '2026-08-31';
      const fourth = setting === 'administrators' && day === '2026-08-01';
      return {
        id: `CS-${month + 1}-${which + 1}`,
        system,
        area,
        setting,
        expected,
        seen: left ? 'on' : fourth ? '4' : expected,
        taken_on: day,
        deviation_approved_by: fourth ? people.ingrid.name : '',
      };
    }),
  );

const reconciliations = (): readonly Row[] => {
  const random = seeded('reconciliations');
  return (['input', 'processing', 'output', 'storage'] as const).flatMap((stage, which) =>
    months.map((day, month) => {
      const expected = 40_000_000 + within(random, 9_000_000);
      const dropped = stage === 'processing' ? within(random, 5_000) : 0;
      return {
        id: `RC-${which + 1}-${month + 1}`,
        stage,
        system: 'ranker',
        performed_on: day,
        performed_by: people.pavel.name,
        expected_count: expected,
        actual_count: expected - dropped,
        explained_count: dropped,
      };
    }),
  );
};

const events = (): readonly Row[] => {
  const random = seeded('security-events');
  const incidents: Readonly<Record<number, string>> = { 7: 'INC-061', 26: 'INC-064' };
  return Array.from({ length: 46 }, (_, index) => {
    const incident = incidents[index];
    const day = incident === 'INC-064' ? '2026-08-24' : incident ? '2026-05-23' : later('2026-05-01', index * 4);
    return {
      id: numbered('EV', index),
      title: incident
        ? 'Rows that do not fit the profile'
        : random.choice({
            'Sign-in from a new country': 4,
            'Many failed sign-ins': 3,
            'Unusual volume of requests': 3,
            'Key used from a new address': 1,
          }),
      source: 'monitoring',
      detected_on: day,
      // Ten days in the summer on which nobody looked: planted.
      triaged_on: later(day, index === 24 ? 11 : within(random, 2)),
      triaged_by: random.choice({ [people.daniel.name]: 2, [people.lena.name]: 3, [people.jana.name]: 2 }),
      verdict: incident ? 'incident' : 'dismissed',
      incident: incident ?? '',
    };
  });
};

const requests = (): readonly Row[] => {
  const random = seeded('data-requests');
  return Array.from({ length: 72 }, (_, index) => {
    const received = later('2026-04-20', Math.floor(index * 2.6));
    const type = random.choice({ access: 6, deletion: 4, correction: 1, accounting: 1, inquiry: 2, complaint: 1 });
    const refused = random.chance(0.1) && type !== 'inquiry' && type !== 'complaint';
    const answered = later(received, 3 + within(random, 18));
    // One in the weeks of the television sets, found in an old mailbox: planted.
    const late = index === 57;
    return {
      id: numbered('RQ', index),
      type: late ? 'access' : type,
      received_on: received,
      identity_confirmed_on: later(received, 1),
      answered_on: late ? later(received, 48) : answered,
      answered_by: people.maya.name,
      result: refused && !late ? 'refused' : 'granted',
      reason: refused && !late ? 'The profile belongs to another person' : '',
      recipients_told_on: type === 'correction' ? later(answered, 1) : '',
    };
  });
};

const consents = (): readonly Row[] => {
  const random = seeded('consents');
  return Array.from({ length: 130 }, (_, index) => {
    const obtained = later('2026-05-02', Math.floor(index * 1.35));
    const purpose = random.choice({ research: 2, 'e-mail about new titles': 3 });
    const given = random.chance(0.8);
    const withdrawn = given && random.chance(0.08) ? later(obtained, 10 + within(random, 6)) : '';
    return {
      id: numbered('CN', index),
      subject: `profile ${(1000 + within(random, 8999)).toString(16)}`,
      purpose,
      choice: given ? 'given' : 'refused',
      sensitive: purpose === 'research' ? 'yes' : 'no',
      explicit: given && purpose === 'research' ? 'yes' : 'no',
      obtained_on: obtained,
      collected_on: given ? later(obtained, within(random, 3)) : '',
      withdrawn_on: withdrawn,
      stopped_on: withdrawn === '' ? '' : later(withdrawn, within(random, 3)),
    };
  });
};

const disclosures = (): readonly Row[] => [
  ...months.map((day, month) => ({
    id: `DS-${month + 1}`,
    recipient: 'Northlight Cloud (invented)',
    data: 'DI-1',
    purpose: 'Training of the ranker',
    authorised: 'yes',
    ground: 'contract',
    authorised_by: people.maya.name,
    disclosed_on: day,
    detected_on: '',
    incident: '',
    recorded_on: later(day, 1),
    affected: '',
    notice_required: '',
    subjects_told_on: '',
    authority_told_on: '',
  })),
  {
    // The rows of August. Recorded, and told to the authority, only when the incident was acknowledged: planted.
    id: 'DS-8',
    recipient: 'Other profiles',
    data: 'DI-2',
    purpose: '',
    authorised: 'no',
    ground: '',
    authorised_by: '',
    disclosed_on: '2026-08-24',
    detected_on: '2026-08-24',
    incident: 'INC-064',
    recorded_on: '2026-09-09',
    affected: 214,
    notice_required: 'yes',
    subjects_told_on: '2026-09-14',
    authority_told_on: '2026-09-11',
  },
];

const disposals = (): readonly Row[] => {
  const random = seeded('disposals');
  return [
    ...Array.from({ length: 26 }, (_, week) => {
      const since = later('2024-04-01', week * 7);
      // One week that the job left out: planted.
      const overdue = week === 15 ? 78 : within(random, 9);
      return {
        id: numbered('DP', week),
        type: 'data',
        data: 'DI-1',
        held_since: since,
        retention_days: 760,
        disposed_on: later(since, 760 + overdue),
        method: 'keys destroyed',
        confirmed_by: people.jana.name,
      };
    }),
    {
      id: 'DP-M1',
      type: 'media',
      data: '',
      held_since: '2021-03-01',
      retention_days: '',
      disposed_on: '2026-06-17',
      method: 'shredded by the host, record of 18 June',
      confirmed_by: people.lena.name,
    },
  ];
};

const emergencies = (history: History): readonly Row[] => [
  {
    id: 'EM-05',
    title: 'Leave out titles without rights in a market',
    commit: history.mergeOf(17),
    incident: 'INC-062',
    reason: 'Titles without rights were being shown',
    author: people.ama.name,
    approved_by: people.daniel.name,
    made_on: '2026-07-21',
    reviewed_by: people.pavel.name,
    reviewed_on: '2026-07-22',
  },
  {
    // Reviewed by nobody since: planted.
    id: 'EM-06',
    title: 'Roll back the Polish market',
    commit: history.mergeOf(18),
    incident: 'INC-063',
    reason: 'Watch time fell by the hour',
    author: people.daniel.name,
    approved_by: people.ingrid.name,
    made_on: '2026-08-04',
    reviewed_by: '',
    reviewed_on: '',
  },
];

/** The registers that jobs and desks fill row by row: too long to be written by hand. */
export const operationFiles = (history: History): Generated =>
  new Map(
    Object.entries({
      backups: backups(),
      capacity: capacity(),
      scans: scans(),
      'configuration-snapshots': snapshots(),
      reconciliations: reconciliations(),
      'security-events': events(),
      'data-requests': requests(),
      consents: consents(),
      disclosures: disclosures(),
      disposals: disposals(),
      'emergency-changes': emergencies(history),
    }).map(([name, rows]) => [`registers/${name}.csv`, csvFile(rows)]),
  );
