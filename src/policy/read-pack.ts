import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/digest.ts';
import { CodedError, type ErrorDetail } from '../base/errors.ts';
import type { Limits } from '../base/limits.ts';
import { plainText } from '../base/plain-text.ts';
import { parseYaml, type YamlText } from '../base/yaml.ts';
import type { FileTree, TreeFile } from '../files/tree.ts';
import type { PackFile } from '../model/generated/pack.ts';
import type { Pack } from '../model/policy.ts';
import { validate } from '../model/validate.ts';
import { PolicyError } from './policy-error.ts';
import type { PolicyText } from './policy-set.ts';
import { reasonProblem } from './tailoring.ts';

/** The file at the root of a pack that says what it is called and what it replaces. A pack may do without. */
const packFile = 'pack.yaml';

/** Most files of a pack, and most bytes of all of them together. */
const mostFiles = 10_000;
const mostBytes = 64 * 1024 * 1024;

/** What could run somewhere: it has no place in policies, whoever wants to run it. */
const code =
  /\.(?:[cm]?[jt]sx?|py|pyc|rb|pl|php|sh|bash|zsh|fish|bat|cmd|ps1|exe|dll|so|dylib|wasm|node|jar|class|lua|go|rs|c|cc|cpp|com|msi|scr|vbs|html?|svg)$/i;

/** A pack with its policy texts, and the files in its folder that nobody reads. */
export interface ReadPack {
  readonly pack: Pack;
  readonly texts: readonly PolicyText[];
  readonly ignored: readonly string[];
}

const misplaced = ({ path }: TreeFile): string | undefined => {
  if (code.test(path)) return 'saw code; expected only .yaml and .md: a pack carries no code';
  if (/\.yml$/i.test(path)) return 'saw .yml; expected .yaml';
  return undefined;
};

const named = (file: string, yaml: YamlText, details: ErrorDetail[]): PackFile | undefined => {
  const checked = validate('pack', yaml.value);
  if (!checked.ok) {
    details.push(
      ...checked.problems.map(({ pointer, message }) => ({
        file,
        line: yaml.lineOf(pointer),
        message: `${pointer === '' ? '' : `${pointer.slice(1).replaceAll('/', '.')}: `}${message}`,
      })),
    );
    return undefined;
  }
  for (const [index, { reason }] of (checked.value.replaces ?? []).entries()) {
    const message = reasonProblem(reason);
    if (message !== undefined) details.push({ file, line: yaml.lineOf(`/replaces/${index}/reason`), message });
  }
  return checked.value;
};

/** The name of a pack that does not say: that of its folder, in the letters of an identifier. */
const folderName = (name: string): string =>
  (name.split(/[\\/]/).findLast((part) => part !== '' && part !== '.' && part !== '..') ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'pack';

/**
 * Reads a folder of an organisation's own policies: .yaml and .md, nothing else. Throws a PolicyError that names every
 * file which is a link, code, too large or no text; what stands in the policies is for `readPolicies` to judge.
 */
export const readPack = async (tree: FileTree, limits: Limits): Promise<ReadPack> => {
  const root = plainText(tree.name).replace(/[\\/]+$/, '');
  const at = (path: string): string => `${root}/${plainText(path)}`;
  const details: ErrorDetail[] = tree.refused.map(({ path, reason }) => ({
    file: at(path),
    message: `saw a ${reason}; expected a plain file`,
  }));
  const texts: { path: string; text: string; sha256: string }[] = [];
  const ignored: string[] = [];
  let bytes = 0;
  if (tree.files.length > mostFiles)
    details.push({ file: root, message: `saw ${tree.files.length} files; expected at most ${mostFiles}` });
  for (const file of tree.files.slice(0, mostFiles)) {
    const message = misplaced(file);
    if (message !== undefined) details.push({ file: at(file.path), message });
    else if (!/\.(yaml|md)$/.test(file.path)) ignored.push(at(file.path));
    else {
      try {
        bytes += file.size;
        if (bytes > mostBytes) {
          details.push({ file: root, message: `saw more than ${mostBytes} bytes of policies` });
          break;
        }
        const content = await tree.read(file.path, limits.textBytes);
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
        texts.push({ path: file.path, text, sha256: sha256(content) });
      } catch (thrown) {
        // What the decoder throws is no coded error: the bytes are no UTF-8.
        const why = thrown instanceof CodedError ? thrown.message : 'expected UTF-8 text';
        details.push({ file: at(file.path), message: why });
      }
    }
  }
  const own = texts.find(({ path }) => path === packFile);
  const parsed = own && parseYaml(own.text, { depth: limits.depth });
  if (parsed && !parsed.ok) details.push(...parsed.problems.map((problem) => ({ ...problem, file: at(packFile) })));
  const yaml = parsed?.ok ? parsed.text : undefined;
  const words = yaml && named(at(packFile), yaml, details);
  const policies = texts.filter(({ path }) => path !== packFile && path.endsWith('.yaml'));
  if (details.length === 0 && policies.length === 0)
    details.push({
      file: root,
      message:
        'saw no policy; expected controls/, conditions/, catalogs/, profiles/, mappings/ or tests/ with .yaml files',
    });
  if (details.length > 0)
    throw new PolicyError(
      'invalid-pack',
      `${details.length} problem${details.length === 1 ? '' : 's'} in the pack ${root}`,
      {
        details,
      },
    );
  const files = Object.fromEntries(texts.map(({ path, sha256: digest }) => [path, digest]));
  const pack: Pack = {
    id: words?.id ?? folderName(root),
    title: words?.title ?? folderName(root),
    ...(words?.version === undefined ? {} : { version: words.version }),
    sha256: sha256(canonicalJson(files)),
    files,
    replaces: (words?.replaces ?? []).map((each, index) => ({
      ...each,
      line: yaml?.lineOf(`/replaces/${index}`) ?? 1,
    })),
  };
  return { pack, ignored, texts: policies.map(({ path, text }) => ({ path, text, root, pack })) };
};
