/** MEHRS 2.5.8: whole-file checks on the MEF, by the S1SP and by the DCO. */
import type { CatalogueRow } from '../../row.ts';
import { IE } from '../../groups.ts';
import { everyEnd, everyEndForBoth, inTime, maEndedInWindow, unableToResubmit, type GroupFile } from './groupFile.ts';
import { KEPT } from './shared.ts';
import { SIGNATURE, UNREADABLE, otherVariants } from './variants.ts';

const LINES = { generic: ['518-526', '542-546'], CB: ['528-530'], DA: ['532-534'], FOC: ['536-540'] };
const MEF: Omit<GroupFile, 'variant' | 'detectors' | 'who'> = { section: '2.5.8', file: 'MEF', lines: LINES };

/** All copies are wrong, or what one of the two was sent broke off on the way. */
const BOTH: GroupFile = { ...MEF, detectors: ['s1sp', 'dco'], who: '', variant: SIGNATURE };
const ONE: readonly GroupFile[] = [
  { ...MEF, detectors: ['s1sp'], who: 's1sp', variant: UNREADABLE },
  { ...MEF, detectors: ['dco'], who: 'dco', variant: UNREADABLE },
];

export const MIGRATION_GROUP_ENCRYPTED_FILE_ROWS: readonly CatalogueRow[] = [
  ...everyEndForBoth(BOTH, ['DA']), maEndedInWindow(BOTH, [...IE, 'DA'], 'ma-ended-back'), maEndedInWindow(BOTH, KEPT, 'ma-ended'), ...ONE.flatMap((each) => everyEnd(each, ['DA'])), unableToResubmit(BOTH), ...ONE.map(unableToResubmit),
  // The DCO serves every Group ID, so none is strange to it.
  ...otherVariants(['X5.9-07'], 2, true).map(([variant, groups]) => inTime({ ...BOTH, variant }, groups)),
  ...otherVariants([], 1).filter(([{ name }]) => name === 'X5.9-07').map(([variant, groups]) => inTime({ ...MEF, detectors: ['s1sp'], who: 's1sp', variant }, groups)),
];
