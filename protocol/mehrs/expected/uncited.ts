/**
 * What of source 002 no row has to answer for, and why: paragraphs of sections 2 to 4 that say nothing that could come true or
 * not, or that a row cannot reach, and cells of Table A.1 that no cause can be thought of for.
 */
import type { GroupId } from '../../domain.ts';
import { NOT_DA } from './groups.ts';

interface UncitedLines {
  /** `100` or `100-110`. */
  readonly lines: string;
  readonly reason: string;
}
interface UncitedCells {
  readonly codes: readonly string[];
  readonly groups: readonly GroupId[];
  readonly reason: string;
}

/** Codes about settings and events that only DA's Requesting Party looks at. */
const DA_SETTINGS = [
  'MA519', 'MA520', 'MA521', 'MA522', 'MA523', 'MA524', 'MA525', 'MA526', 'MA527', 'MA528', 'MA529', 'MA530', 'MA531', 'MA532', 'MA533',
  '16.9.1.ET01.1', '16.9.1.ET01.2', '16.9.1.ET01.3', '16.9.1.ET01.4', '16.9.1.ET01.5', '16.9.2.GT02.1', '16.9.2.GT02.2', '16.9.2.GT02.3', '16.9.2.GT02.4', '16.9.2.GT02.5',
];

export const UNCITED_LINES: readonly UncitedLines[] = [
  { lines: '627', reason: 'says what 2.6 and 2.7 have in common: who can reach the home meanwhile is law L6, held against every run (ruling A-62)' },
  { lines: '631', reason: 'says what 2.6 is about; its subsections are the rules' },
  { lines: '938-940', reason: 'says where the strategy for requests after migration stands; it is no part of migration' },
];

export const UNCITED_CELLS: readonly UncitedCells[] = [
  { codes: ['MA119'], groups: ['AA', 'BA'], reason: 'the code is for the meter family that has a hub to configure; which Group ID that is no public text says, and the emulator lets CA stand for it (D-72)' },
  { codes: ['MA119'], groups: ['CB', 'DA', 'EA', 'EB'], reason: 'n/a: these groups have no hub that the SMSO configures (D-72); law L8' },
  { codes: ['MA102', 'MA103', 'MA108', 'MA109'], groups: ['DA'], reason: 'n/a: what has changed since is told with DA by MA528 or MA529, what is not eligible by MA506 to MA508 and MA518; law L8 is held against every run' },
  { codes: ['MA118'], groups: ['CB', 'DA'], reason: 'n/a: their hand-over is told by MA120 and by MA528 (2.5.3, 3.2); law L8' },
  { codes: ['MA121'], groups: ['AA', 'BA', 'CA', 'DA', 'EA', 'EB'], reason: 'n/a: contact that stays lost is told by MA115 there (2.6.2, A-37); law L8' },
  { codes: DA_SETTINGS, groups: NOT_DA, reason: 'n/a: the settings and events behind these codes exist with DA only; law L8 is held against every run of every other group' },
];
