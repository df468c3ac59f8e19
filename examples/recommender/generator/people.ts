import type { Identity } from '../../generator/git.ts';

/** The invented people of Meridian Stream. */
export const people = {
  ingrid: { name: 'Ingrid Solberg', email: 'ingrid.solberg@example.org' },
  tomas: { name: 'Tomas Reyes', email: 'tomas.reyes@example.org' },
  ama: { name: 'Ama Boateng', email: 'ama.boateng@example.org' },
  lena: { name: 'Lena Fischer', email: 'lena.fischer@example.org' },
  pavel: { name: 'Pavel Hruska', email: 'pavel.hruska@example.org' },
  maya: { name: 'Maya Lindqvist', email: 'maya.lindqvist@example.org' },
  jana: { name: 'Jana Kovar', email: 'jana.kovar@example.org' },
  daniel: { name: 'Daniel Okoye', email: 'daniel.okoye@example.org' },
} as const satisfies Record<string, Identity>;

export type PersonId = keyof typeof people;

/** The forge that performs merges. */
export const forge: Identity = { name: 'Meridian Forge', email: 'forge@example.org' };
