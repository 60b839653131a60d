/** DCC's reporting solution: facts in, Migration Reporting Regime reports out through SharePoint when a period that holds something ends (MEHRS 2.1.2). */
import type { MachineModule } from './kit.ts';
import { batchBySystem, system } from './outages.ts';
import { library, ticket } from './shared.ts';

export const BIMI_MACHINES: readonly MachineModule[] = [batchBySystem('bimi', 'period'), library('bimi'), ticket('bimi'), system('bimi')];
