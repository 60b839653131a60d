/** Options that several verbs share. */
import { Option, type Command } from 'commander';
import { RULE_SET_IDS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { DEFAULT_SEED, DEFAULT_WEEK } from '../world/world.ts';

export interface WorldFlags {
  readonly seed: string;
  readonly week: string;
  readonly ruleSet: (typeof RULE_SET_IDS)[number];
  readonly bus: string;
  readonly nats?: string;
  readonly runs: string;
  readonly json?: boolean;
}

export const withWorldFlags = (command: Command): Command => command
  .option('--seed <text>', 'everything follows from it', DEFAULT_SEED)
  .option('--week <date>', 'Monday of the Migration Week', DEFAULT_WEEK)
  .addOption(new Option('--rule-set <id>', 'version of the rules').choices([...RULE_SET_IDS]).default('v3.1'))
  .addOption(new Option('--bus <kind>', 'how messages travel').choices(['memory', 'nats']).default('memory'))
  .option('--nats <url>', 'a NATS server to use')
  .option('--runs <folder>', 'where run folders go', 'runs')
  .option('--json', 'for machines');
