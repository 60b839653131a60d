/** A process that ends with whoever started it, however that ended: its standard input closes then. */
import type { Socket } from 'node:net';
import process from 'node:process';
import { Option, type Command } from 'commander';

export const withTied = (command: Command): Command => command.addOption(new Option('--tied', 'end when standard input ends').hideHelp());

/** Does not itself keep a process that has nothing left to do. */
export const whenParentEnds = (stop: () => void): void => {
  process.stdin.once('end', stop).once('error', stop).resume();
  (process.stdin as unknown as Partial<Socket>).unref?.();
};
