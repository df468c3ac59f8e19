import { type AuditResult, runAudit, type TrustText } from '../audit/audit.ts';
import { withFile } from '../audit/questions.ts';
import { defaultToolkit, type Toolkit } from '../audit/toolkit.ts';
import { sha256 } from '../base/digest.ts';
import { readProject } from '../evidence/read-project.ts';
import { openDirectory } from '../files/directory.ts';
import type { FileTree } from '../files/tree.ts';
import { engineNames } from '../snapshots/registry.ts';
import { progressLine, type Terminal } from './terminal.ts';
import { readAuditTrust } from './trust-file.ts';

/** Flags that `attest`, `waive` and `plan` share. */
export interface EvidenceFlags {
  readonly evidence: string;
  readonly profile?: string;
  readonly asOf?: string;
  readonly trust?: string;
}

/** An audit that is run to see how things stand before somebody adds to the evidence. */
export interface Standing {
  readonly audited: AuditResult;
  readonly tree: FileTree;
  readonly toolkit: Toolkit;
  readonly trust: TrustText | undefined;
}

/** The tree with an empty waiver file where plumbline.yaml names one that nobody has begun yet: no waiver is no mistake here. */
const withWaiverFile = async (tree: FileTree, { limits }: Toolkit): Promise<FileTree> => {
  const { waivers } = await readProject(tree, limits);
  if (waivers === undefined || tree.files.some(({ path }) => path === waivers)) return tree;
  const empty = new TextEncoder().encode('waivers: []\n');
  return withFile(tree, waivers, empty, sha256(empty));
};

/** Audits the evidence folder as it is now; nothing is written. */
export const standingOf = async (flags: EvidenceFlags, terminal: Terminal): Promise<Standing> => {
  const progress = progressLine(terminal);
  try {
    const toolkit = defaultToolkit({ stage: progress.stage });
    const tree = await withWaiverFile(await openDirectory(flags.evidence, toolkit.limits), toolkit);
    const trust = flags.trust === undefined ? undefined : await readAuditTrust(flags.trust, flags.evidence);
    const audited = await runAudit(
      { tree, asOf: flags.asOf ?? terminal.today, profile: flags.profile, engine: engineNames[0] ?? '', trust },
      toolkit,
    );
    return { audited, tree, toolkit, trust };
  } finally {
    progress.clear();
  }
};
