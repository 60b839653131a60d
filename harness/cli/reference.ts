/** `mehrs reference`: the reference lists of an estate, to be changed and given back with `run --reference`. */
import type { Command } from 'commander';
import { ReferenceDataError, derivedReference, loadReference, type ReferenceOverrides } from '../estate/index.ts';
import { estateFrom } from './estateFile.ts';
import { UsageError, readInput } from './usage.ts';

/** @throws UsageError naming file, place and what was expected. */
export const referenceFrom = (path: string): ReferenceOverrides => {
  try {
    return loadReference(readInput(path));
  } catch (error) {
    if (error instanceof ReferenceDataError) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
};

export const registerReference = (program: Command): void => {
  program.command('reference').description('write the reference lists of an estate, JSON on stdout, for changing: Registration Data, EPC, CPL, RP-EPCL, SMI')
    .requiredOption('--estate <file>', 'estate, JSON')
    .action(({ estate }: { readonly estate: string }) => {
      process.stdout.write(`${JSON.stringify(derivedReference(estateFrom(estate)), null, 2)}\n`);
    });
};
