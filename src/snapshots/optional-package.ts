import { messageOf } from '../base/errors.ts';
import { SnapshotError } from './snapshot-error.ts';

/** Loads a package that most users do without. Throws `engine-missing`, which says how to install it. */
export const optionalPackage = async <Module>(name: string, load: () => Promise<Module>): Promise<Module> => {
  try {
    return await load();
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    throw new SnapshotError(
      'engine-missing',
      missing
        ? `the package ${name} is not installed; expected it beside plumbline (npm install ${name})`
        : `the package ${name} cannot be loaded: ${messageOf(cause)}`,
      { cause },
    );
  }
};
