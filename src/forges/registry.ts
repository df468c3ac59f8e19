import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import type { ForgeAdapter } from './normalised.ts';

/** The forges whose raw answers can be worked out again: one line and one file each. */
export const forgeAdapters = { github, gitlab } as const satisfies Readonly<Record<string, ForgeAdapter>>;
export type Forge = keyof typeof forgeAdapters;
