import { sha256 } from '../base/digest.ts';
import { messageOf } from '../base/errors.ts';
import type { FileTree } from '../files/tree.ts';
import type { Assessment } from '../model/generated/assessment.ts';
import type { Outcome } from '../model/outcome.ts';
import { admittedByFlag } from '../model/policy.ts';
import { validate } from '../model/validate.ts';
import { loadOutput, outputFormats } from '../outputs/registry.ts';
import { assessmentName, statementName, trustName } from '../signing/report-names.ts';
import { runAudit, type TrustText } from './audit.ts';
import { AuditError } from './errors.ts';
import { factsName, renderReport } from './report.ts';
import type { Toolkit } from './toolkit.ts';

/** One file that was made again, and how it compares. */
interface ReperformedFile {
  readonly name: string;
  readonly same: boolean;
  readonly words: string;
}

/** What came of making the report again from the evidence. */
export interface Reperformance {
  /** Whether every file that was made again has the bytes of the report. */
  readonly same: boolean;
  readonly files: readonly ReperformedFile[];
  /** Where the assessment first differs, as a JSON Pointer with both values. */
  readonly firstDifference?: string;
  /** Files of the report that were not made again, with the reason. */
  readonly notCompared: readonly { readonly name: string; readonly reason: string }[];
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text === undefined ? 'nothing' : text.length > 120 ? `${text.slice(0, 117)}...` : text;
};

/** The first place, in document order, where two JSON values differ. */
const firstDifference = (recorded: unknown, again: unknown, pointer = ''): string | undefined => {
  if (Object.is(recorded, again)) return undefined;
  if (
    typeof recorded !== 'object' ||
    typeof again !== 'object' ||
    recorded === null ||
    again === null ||
    Array.isArray(recorded) !== Array.isArray(again)
  ) {
    return `${pointer === '' ? '/' : pointer}: the report has ${shown(recorded)}, re-performed ${shown(again)}`;
  }
  const [one, other] = [recorded as Record<string, unknown>, again as Record<string, unknown>];
  for (const key of [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()) {
    const difference = firstDifference(one[key], other[key], `${pointer}/${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
};

const recordedAssessment = (bytes: Uint8Array | undefined): Assessment => {
  if (bytes === undefined) throw new AuditError('not-a-report', 'the report has no assessment.json to re-perform');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new AuditError('not-a-report', `assessment.json is not JSON: ${messageOf(cause)}`, { cause });
  }
  const checked = validate('assessment', value);
  if (!checked.ok) throw new AuditError('not-a-report', 'assessment.json is not an assessment of this version');
  return checked.value;
};

/** The packs of a report are part of its question: without the very same ones there is nothing to compare. */
const needPacks = (recorded: Assessment, { policies }: Toolkit): void => {
  const given = [...new Set(policies.flatMap(({ pack }) => pack ?? []))];
  const wanted = recorded.inputs.policies.packs ?? [];
  const short = (digest: string): string => digest.slice(0, 12);
  const details = [
    ...wanted.flatMap(({ id, sha256: digest }) => {
      const pack = given.find((each) => each.id === id);
      if (!pack)
        return [
          { message: `the pack "${id}" (sha256 ${short(digest)}) was not given; name its folder with --policies` },
        ];
      if (pack.sha256 === digest) return [];
      return [
        { message: `the pack "${id}" has the digest ${short(pack.sha256)}, the report was made with ${short(digest)}` },
      ];
    }),
    ...given
      .filter(({ id }) => !wanted.some((each) => each.id === id))
      .map(({ id }) => ({ message: `the report was made without the pack "${id}"` })),
  ];
  if (details.length > 0)
    throw new AuditError('wrong-packs', 'the report rests on other policies than were given', { details });
};

/**
 * Runs the audit again on the evidence, with the recorded clock, profile, gate, admission and engine, and compares bytes. An audit
 * that was made with a trust file is run again with `trust`, under its recorded name: another file gives another digest.
 * The PDF is not compared: its bytes depend on the browser and on the signature; the assessment inside it is compared by verify.
 */
export const reperform = async (
  report: ReadonlyMap<string, Uint8Array>,
  evidence: FileTree,
  toolkit: Toolkit,
  trust?: TrustText,
): Promise<Reperformance> => {
  const recorded = recordedAssessment(report.get(assessmentName));
  const notCompared: { name: string; reason: string }[] = [];
  if (recorded.tool.version !== toolkit.tool.version) {
    notCompared.push({
      name: 'tool',
      reason: `the report was made by ${recorded.tool.name} ${recorded.tool.version}, this is ${toolkit.tool.version}`,
    });
  }
  if (recorded.inputs.trust !== undefined && sha256(trust?.bytes ?? '') !== recorded.inputs.trust.sha256)
    notCompared.push({
      name: 'trust',
      reason: `the audit was made with the trust file ${recorded.inputs.trust.path} (SHA-256 ${recorded.inputs.trust.sha256.slice(0, 12)}…), and this is run with ${trust === undefined ? 'none' : 'another'}: name it with --audit-trust`,
    });
  needPacks(recorded, toolkit);
  const result = await runAudit(
    {
      tree: evidence,
      asOf: recorded.asOf,
      profile: recorded.profile.id,
      engine: recorded.inputs.engine,
      ...(recorded.inputs.trust === undefined || trust === undefined
        ? {}
        : { trust: { name: recorded.inputs.trust.path, bytes: trust.bytes } }),
      blocks: recorded.profile.blocks as readonly Outcome[],
      admitTailoring: recorded.profile.admittedBy === admittedByFlag,
    },
    toolkit,
  );
  const repeatable = await Promise.all(outputFormats.filter((format) => format !== 'pdf').map(loadOutput));
  const formats = repeatable.filter(({ fileName }) => report.has(fileName)).map(({ format }) => format);
  const again = await renderReport(result, formats, { color: false, width: 100, environment: {} }, toolkit);
  const files = again.map(({ name, bytes }): ReperformedFile => {
    const there = report.get(name);
    if (there === undefined) return { name, same: name === factsName, words: 'is not in the report' };
    const same = sha256(there) === sha256(bytes);
    return {
      name,
      same,
      words: same
        ? 'same bytes'
        : `differs: the report has ${there.length} bytes (${sha256(there).slice(0, 12)}), re-performed ${bytes.length} (${sha256(bytes).slice(0, 12)})`,
    };
  });
  const made = new Set<string>([...again.map(({ name }) => name), statementName, trustName]);
  for (const name of [...report.keys()].filter((each) => !made.has(each)).sort())
    notCompared.push({
      name,
      reason: name.endsWith('.pdf')
        ? 'its bytes depend on the browser and on the signature; the assessment inside it is what counts'
        : 'it is no output of this version, so it was not made again',
    });
  const difference = firstDifference(recorded, result.assessment);
  return {
    same: files.every((file) => file.same) && difference === undefined,
    files,
    ...(difference === undefined ? {} : { firstDifference: difference }),
    notCompared,
  };
};
