/**
 * What can be wrong in a Required File Set, by the emulator's check of Table 5.25 (MEHRS 2.5.9). X5.25-03 to -05 are about the
 * Group File, which DA has not (2.5.5); what X5.25-07 is about the others find before, by 5.23, which is not DA's (2.5.10).
 */
import type { MustSend } from '../../expectation.ts';
import type { Situation } from '../../row.ts';
import { must, never, untilFileSet } from '../../stages.ts';
import { withoutReceivers } from './shared.ts';

export const FILE_SET_CHECKS = {
  'X5.25-01': 'the Common File does not name it',
  'X5.25-02': 'the Validation File says that it has failed',
  'X5.25-03': 'the MGF has no WAN details of it',
  'X5.25-04': 'the IP address in the MGF is none',
  'X5.25-05': 'the MGF gives another Installation the same IP address',
  'X5.25-06': 'the MEF has no key material for the GSME',
  'X5.25-07': 'the MEF has a Device that the Common File does not list',
} as const;
export type FileSetCheck = keyof typeof FILE_SET_CHECKS;

/** All files on their way, except that the S1SP's copy of one, or every copy, does not speak of the Installation as it should. */
export const filesOf = (check: FileSetCheck, situation: Situation): readonly MustSend[] => untilFileSet(situation).flatMap((each): readonly MustSend[] => {
  if (check === 'X5.25-01' && each.name === 'mcf') return [withoutReceivers(each, ['s1sp'])];
  if (check === 'X5.25-02' && each.name === 'mvf') return [withoutReceivers(each, ['s1sp']), must('mvf-s1sp', 'MEHRS 2.5.9', 'mcfvf', 'MVF', ['s1sp'], { where: [{ field: 'entry.failure', filled: true }] })];
  return check === 'X5.25-03' && each.name === 'mgf' ? [] : [each];
});

/** MEHRS 2.5.9 has none for AA, BA, CA and DA (ruling A-29). */
export const noServiceRequest = never('no Service Request', 'ruling A-29', 'mcc', 'SERVICE_REQUEST_RAISED');
