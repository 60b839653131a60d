/** `mehrs reference`: the reference lists of an estate, to be changed and given back with `run --reference`. */
import type { Command } from 'commander';
import { derivedReference, loadReference, type ReferenceOverrides } from '../estate/index.ts';
import { estateFrom } from './estateFile.ts';
import { loadJson } from './json.ts';

/** @throws UsageError naming file, line, place and what was expected. */
export const referenceFrom = (path: string): ReferenceOverrides => loadJson(path, 'not reference data', loadReference);

export const registerReference = (program: Command): void => {
  program.command('reference').description('write the reference lists of an estate, JSON on stdout, for changing: Registration Data, EPC, CPL, RP-EPCL, SMI')
    .requiredOption('--estate <file>', 'estate, JSON')
    .action(({ estate }: { readonly estate: string }) => {
      process.stdout.write(`${JSON.stringify(derivedReference(estateFrom(estate)), null, 2)}\n`);
    });
};
