/** Every mutant there is. */
import { PARTIES } from '../../actors/index.ts';
import { machineMutants } from './machineMutants.ts';
import type { Mutant } from './mutant.ts';
import { parameterMutants } from './parameterMutants.ts';

export function* allMutants(): Iterable<Mutant> {
  for (const party of Object.values(PARTIES)) for (const module of party.machines) yield* machineMutants(party, module);
  yield* parameterMutants();
}
