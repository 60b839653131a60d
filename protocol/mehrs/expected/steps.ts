/** The step numbers that the public documents print, and where each travels. All others are emulator profile (`X…`). */
import type { GroupId } from '../../domain.ts';

export interface AttestedStep {
  readonly step: string;
  readonly meaning: string;
  /** `SCF`: FailedStepNumber; `MACR`: Requesting Party reason code (Table A.1). */
  readonly file: 'SCF' | 'MACR';
  readonly groups: readonly GroupId[];
  readonly clause: string;
}

const NOT_DA: readonly GroupId[] = ['AA', 'BA', 'CA', 'CB', 'EA', 'EB'];
const EVERY: readonly GroupId[] = ['AA', 'BA', 'CA', 'CB', 'DA', 'EA', 'EB'];
const ZERO_VEND = [
  'payment mode unreadable', 'price-change limit not set to zero', 'zero credit not sent', 'zero credit not confirmed', 'prepay flag not stored',
];
const zeroVend = (step: string, meter: string): AttestedStep[] =>
  ZERO_VEND.map((meaning, index) => ({ step: `${step}.${index + 1}`, meaning: `${meter}: ${meaning}`, file: 'MACR', groups: ['DA'], clause: 'MEHRS Table A.1' }));

export const ATTESTED_STEPS: readonly AttestedStep[] = [
  { step: '12.9.1.ET01', meaning: 'no session with the Communications Hub', file: 'SCF', groups: NOT_DA, clause: 'MEHRS 2.6.2, 3.1' },
  { step: '12.9.5.DP01', meaning: 'CHF not put into the SMI as Commissioned', file: 'SCF', groups: EVERY, clause: 'MEHRS 2.6.7' },
  ...zeroVend('16.9.1.ET01', 'ESME'),
  { step: '16.9.2.GT01', meaning: 'GSME silent for 24 hours', file: 'MACR', groups: ['DA'], clause: 'MEHRS Table A.1' },
  ...zeroVend('16.9.2.GT02', 'GSME'),
  { step: '16.10.1.GT04', meaning: 'GSME key rotation timed out', file: 'SCF', groups: ['DA'], clause: 'MEHRS 3.3.1' },
  { step: '16.10.2.ET04', meaning: 'ESME key rotation timed out', file: 'SCF', groups: ['DA'], clause: 'MEHRS 3.3.1' },
];
