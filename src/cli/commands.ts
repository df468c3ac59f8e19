import type { Command } from './commands/command.ts';

/** The commands, by name, in the order of the help. What they do is loaded by their actions, when asked for. */
export const commands = {
  audit: async () => (await import('./commands/audit.ts')).audit,
  verify: async () => (await import('./commands/verify.ts')).verify,
  init: async () => (await import('./commands/init.ts')).init,
  drift: async () => (await import('./commands/drift.ts')).drift,
  card: async () => (await import('./commands/card.ts')).card,
  plan: async () => (await import('./commands/plan.ts')).plan,
  collect: async () => (await import('./commands/collect.ts')).collect,
  people: async () => (await import('./commands/people.ts')).people,
  attest: async () => (await import('./commands/attest.ts')).attest,
  waive: async () => (await import('./commands/waive.ts')).waive,
  policy: async () => (await import('./commands/policy.ts')).policy,
  snapshot: async () => (await import('./commands/snapshot.ts')).snapshot,
  keys: async () => (await import('./commands/keys.ts')).keys,
  demo: async () => (await import('./commands/demo.ts')).demo,
} as const satisfies Record<string, () => Promise<Command>>;
