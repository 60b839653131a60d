/** MEHRS 2.4.2, 2.5.2 to 2.5.4, 3.2, 3.4. */
import type { Causes } from '../cause.ts';
import { BUSY_DEVICE_CAUSES } from './handover/busyDevice.ts';
import { LADDER_CAUSES } from './handover/ladders.ts';
import { PRE_MCF_CAUSES } from './handover/preMcf.ts';
import { RECORD_CAUSES } from './handover/records.ts';
import { RULE_SET_CAUSES } from './handover/ruleSets.ts';
import { SYSTEM_CAUSES } from './handover/systems.ts';

export const HANDOVER_CAUSES: Causes = { ...LADDER_CAUSES, ...RECORD_CAUSES, ...PRE_MCF_CAUSES, ...SYSTEM_CAUSES, ...BUSY_DEVICE_CAUSES, ...RULE_SET_CAUSES };
