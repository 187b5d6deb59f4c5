import type { Command } from './command.ts';

/** Commands load only when they are called: reading one file must not wait for the server's modules. */
const loaders: Record<string, () => Promise<Command>> = {
  read: async () => (await import('./commands/read.ts')).read,
  check: async () => (await import('./commands/check.ts')).check,
  rules: async () => (await import('./commands/rules.ts')).rules,
  init: async () => (await import('./commands/init.ts')).init,
  serve: async () => (await import('./commands/serve.ts')).serve,
  user: async () => (await import('./commands/user.ts')).user,
  tenant: async () => (await import('./commands/tenant.ts')).tenant,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  upgrade: async () => (await import('./commands/upgrade.ts')).upgrade,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  audit: async () => (await import('./commands/audit.ts')).audit,
  help: async () => (await import('./commands/help.ts')).help,
};

export const commandNames: readonly string[] = Object.keys(loaders);

/** The command of that name. Throws RangeError for a name that is not in `commandNames`. */
export function loadCommand(name: string): Promise<Command> {
  const load = loaders[name];
  if (!load) throw new RangeError(`no command ${name}`);
  return load();
}
