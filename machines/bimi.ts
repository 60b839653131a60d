/** DCC's reporting solution: facts in, Migration Reporting Regime reports out when a period that holds something ends. */
import type { MachineModule } from './kit.ts';
import { batch, library } from './shared.ts';

export const BIMI_MACHINES: readonly MachineModule[] = [batch('bimi', 'period'), library('bimi')];
