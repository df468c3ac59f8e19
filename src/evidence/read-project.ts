import type { ErrorDetail } from '../base/errors.ts';
import type { Limits } from '../base/limits.ts';
import { plainText } from '../base/plain-text.ts';
import { instantOf } from '../base/time.ts';
import { parseYaml, type YamlText } from '../base/yaml.ts';
import type { FileTree } from '../files/tree.ts';
import type { Project } from '../model/generated/project.ts';
import { validate } from '../model/validate.ts';
import { declarationsOf } from './declarations.ts';
import { EvidenceError } from './evidence-error.ts';
import { decodeText } from './text-file.ts';

/** The file at the root of an evidence folder. */
export const projectFile = 'plumbline.yaml';

const refuse = (tree: FileTree, details: readonly ErrorDetail[]): never => {
  const count = details.length === 1 ? 'a problem' : `${details.length} problems`;
  throw new EvidenceError('bad-project', `${count} in ${projectFile} of ${plainText(tree.name)}`, { details });
};

/** A glob that could reach outside the folder, or that no path can match. */
const badGlob = (glob: string): string | undefined => {
  if (glob.trim() === '') return 'saw an empty path; expected a glob relative to the folder of plumbline.yaml';
  if (glob.includes('\\')) return `saw "${glob}"; expected forward slashes`;
  if (glob.startsWith('/') || /^[A-Za-z]:/.test(glob) || glob.split('/').includes('..'))
    return `saw "${glob}"; expected a path inside the folder of plumbline.yaml`;
  return undefined;
};

/** What the schema cannot say: dates that no calendar has, a period that ends before it starts, paths that leave the folder. */
const furtherProblems = (project: Project, yaml: YamlText): readonly ErrorDetail[] => {
  const at = (pointer: string, message: string): ErrorDetail => ({
    message,
    file: projectFile,
    line: yaml.lineOf(pointer),
  });
  const { start, end } = project.period;
  const period =
    (instantOf(start) ?? 0) < (instantOf(end) ?? 0)
      ? []
      : [at('/period/end', `period.end: saw ${end}; expected a day after the start, ${start}`)];
  const globs = declarationsOf(project).flatMap((declaration) => {
    const message = badGlob(declaration.glob);
    return message === undefined ? [] : [at(declaration.pointer, `evidence.${declaration.kind}: ${message}`)];
  });
  return [...period, ...globs];
};

/** plumbline.yaml as data, and the line of each value. Throws as `readProject` does. */
export const readProjectText = async (
  tree: FileTree,
  limits: Limits,
): Promise<{ readonly project: Project; readonly yaml: YamlText }> => {
  if (!tree.files.some((file) => file.path === projectFile)) {
    const misnamed = tree.files.find((file) => /^\.?plumbline\.ya?ml$/i.test(file.path));
    throw new EvidenceError('no-project', `no ${projectFile} in ${plainText(tree.name)}`, {
      hint: misnamed
        ? `rename ${misnamed.path} to ${projectFile}`
        : 'run `plumbline init` there: it writes a commented one',
    });
  }
  const written = decodeText(await tree.read(projectFile, limits.textBytes));
  if (written === undefined) return refuse(tree, [{ message: 'expected UTF-8 text', file: projectFile, line: 1 }]);
  const parsed = parseYaml(written, { depth: limits.depth });
  if (!parsed.ok)
    return refuse(
      tree,
      parsed.problems.map((problem) => ({
        message: plainText(problem.message),
        file: projectFile,
        line: problem.line,
      })),
    );
  const checked = validate('project', parsed.text.value);
  if (!checked.ok)
    return refuse(
      tree,
      checked.problems.map((problem) => ({
        message: plainText(
          `${problem.pointer === '' ? '' : `${problem.pointer.slice(1).replaceAll('/', '.')}: `}${problem.message}`,
        ),
        file: projectFile,
        line: parsed.text.lineOf(problem.pointer),
      })),
    );
  const further = furtherProblems(checked.value, parsed.text);
  if (further.length > 0) return refuse(tree, further);
  return { project: checked.value, yaml: parsed.text };
};

/**
 * Reads plumbline.yaml. Throws an EvidenceError with every problem, file and line: unknown and duplicate keys, aliases,
 * values that the schema does not allow, paths that leave the folder; or that there is no plumbline.yaml.
 */
export const readProject = async (tree: FileTree, limits: Limits): Promise<Project> =>
  (await readProjectText(tree, limits)).project;
