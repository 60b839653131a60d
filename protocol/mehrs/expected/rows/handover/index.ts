/** MEHRS 2.4.2, 2.5.2 to 2.5.4, 3.2, 3.4: what keeps an Installation from being handed over. */
import type { CatalogueRow } from '../../row.ts';
import { ACCOUNT_SWITCH_ROWS } from './accountSwitch.ts';
import { BUSY_DEVICE_ROWS } from './busyDevice.ts';
import { CERTIFICATE_ROWS } from './certificate.ts';
import { GATE_ROWS } from './gate.ts';
import { PRE_MCF_ROWS } from './preMcf.ts';
import { RULE_SET_ROWS } from './ruleSets.ts';
import { SIM_SWAP_ROWS } from './simSwap.ts';
import { SYSTEM_ROWS } from './systems.ts';
import { WINDOW_FIRST_ROWS } from './windowFirst.ts';

/** What Table A.1 marks n/a for the groups of a row, and the row shows not to come. */
const EXCLUDED: Readonly<Record<string, readonly string[]>> = {
  '3.2-not-applicable': ['MA120'], 'A.1-MA107-other-groups': ['MA107'], 'A.1-MA110-DA': ['MA110'], 'A.1-MA114-not-applicable': ['MA114'], 'A.1-MA117-not-applicable': ['MA117'],
};
const withExcluded = (row: CatalogueRow): CatalogueRow => {
  const excludes = EXCLUDED[row.id];
  return excludes === undefined ? row : { ...row, excludes };
};

export const HANDOVER_ROWS: readonly CatalogueRow[] = [...SIM_SWAP_ROWS, ...CERTIFICATE_ROWS, ...GATE_ROWS, ...PRE_MCF_ROWS, ...ACCOUNT_SWITCH_ROWS, ...SYSTEM_ROWS, ...WINDOW_FIRST_ROWS, ...BUSY_DEVICE_ROWS, ...RULE_SET_ROWS].map(withExcluded);
