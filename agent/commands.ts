import { alertCommands } from './commands/alert-commands.ts';
import type { Command } from './commands/command.ts';
import { deskCommands } from './commands/desk-commands.ts';
import { feedbackCommands } from './commands/feedback-commands.ts';
import { helpCard } from './commands/help-command.ts';
import { keyCommands } from './commands/key-commands.ts';
import { peopleCommands } from './commands/people-commands.ts';
import { reportCommands } from './commands/report-commands.ts';
import { statusCommand } from './commands/status-command.ts';
import { talkCommands } from './commands/talk-commands.ts';

/** The commands of the agent itself; tools bring theirs. */
export const commands: readonly Command[] = [
  {
    en: 'help',
    fr: 'aide',
    about: { en: 'this list', fr: 'cette liste' },
    run: call => helpCard(commands, call),
  },
  ...deskCommands,
  ...feedbackCommands,
  statusCommand,
  ...alertCommands,
  ...talkCommands,
  ...peopleCommands,
  ...reportCommands,
  ...keyCommands,
];
