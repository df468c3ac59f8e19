import { csvFile } from '../../generator/write.ts';
import type { History } from './history.ts';

// id, model, version, release, author, approver, deployer, approved on, deployed on, tests passed, rollback
const deployments = [
  [
    'D-21',
    'ranker',
    '4.2.0',
    'v4.2.0',
    'Tomas Reyes',
    'Maya Lindqvist',
    'Lena Fischer',
    '2026-05-20',
    '2026-05-21',
    'yes',
    'no',
  ],
  [
    'D-22',
    'ranker',
    '4.3.0',
    'v4.3.0',
    'Tomas Reyes',
    'Ama Boateng',
    'Lena Fischer',
    '2026-07-09',
    '2026-07-09',
    'yes',
    'no',
  ],
  [
    'D-23',
    'ranker',
    '4.2.0',
    'v4.3.1',
    'Daniel Okoye',
    'Ingrid Solberg',
    'Lena Fischer',
    '2026-08-05',
    '2026-08-05',
    'yes',
    'yes',
  ],
  // The approver deployed her own approval: planted.
  [
    'D-24',
    'candidates',
    '2.2.0',
    'v4.3.2',
    'Ama Boateng',
    'Lena Fischer',
    'Lena Fischer',
    '2026-09-03',
    '2026-09-03',
    'yes',
    'no',
  ],
  [
    'D-25',
    'ranker',
    '4.4.0',
    'v4.4.0',
    'Tomas Reyes',
    'Maya Lindqvist',
    'Lena Fischer',
    '2026-10-05',
    '2026-10-06',
    'yes',
    'no',
  ],
] as const;

/** The register of deployments: each names the commit of its release. */
export const deploymentsFile = (history: History): Uint8Array =>
  csvFile(
    deployments.map(
      ([id, model, version, release, author, approver, deployer, approvedOn, deployedOn, tests, rollback]) => ({
        id,
        model,
        version,
        deployed_on: deployedOn,
        commit: history.releases[release] ?? '',
        author,
        approved_by: approver,
        deployed_by: deployer,
        approved_on: approvedOn,
        tests_passed: tests,
        rollback,
      }),
    ),
  );
