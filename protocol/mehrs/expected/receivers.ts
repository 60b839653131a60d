/**
 * Guide Table 7 for rule set v3.1: who may receive each file, and who makes it. Where text and table differ the text wins
 * (ruling A-51); the MAVR, MACR and audit file are in the MEHRS only.
 */
import type { Role } from '../../domain.ts';
import type { MessageType } from '../../messages/types.ts';

export interface FileRoute {
  readonly madeBy: readonly Role[];
  readonly receivedBy: readonly Role[];
  readonly clause: string;
}

const table7 = (madeBy: readonly Role[], receivedBy: readonly Role[]): FileRoute => ({ madeBy, receivedBy, clause: 'Guide Table 7' });

export const FILE_ROUTES: Readonly<Partial<Record<MessageType, FileRoute>>> = {
  MA: table7(['supplier', 'mcc'], ['mcc', 'rp', 'bimi']),
  MAVR: { madeBy: ['rp'], receivedBy: ['mcc', 'bimi'], clause: 'MEHRS 2.3.2' },
  MACR: { madeBy: ['rp'], receivedBy: ['mcc', 'bimi'], clause: 'MEHRS 2.4.1' },
  // The MCF Validation Function is a recipient of its own outside IE (MEHRS 2.4.3, ruling A-20).
  MCF: table7(['rp'], ['s1sp', 'dco', 'mcfvf', 'dsp', 'cp', 'supplier', 'bimi']),
  MVF: table7(['mcfvf'], ['rp', 's1sp', 'dco', 'bimi']),
  MGF: table7(['rp'], ['s1sp', 'bimi']),
  // DCC forwards the DCO's copy (Guide Table 5 step 12, ruling A-27).
  MEF: table7(['rp', 's1sp'], ['s1sp', 'dco', 'bimi']),
  SCF: table7(['s1sp'], ['rp', 'cp', 'supplier', 'bimi']),
  COF: table7(['cp'], ['rp', 'supplier', 'bimi']),
  AUDIT: { madeBy: ['s1sp'], receivedBy: ['mcc'], clause: 'MEHRS 2.6.2' },
  MRR: table7(['bimi'], ['supplier', 'networkOperator', 'mcc']),
};
