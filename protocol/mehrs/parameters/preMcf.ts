/** Group ID DA before the Migration Common File: what is tried on each meter and the code when it fails (TMAD 16.9; MEHRS 2.4.2, Table A.1). */
import type { DeviceType } from '../../domain.ts';

export type MeterType = Extract<DeviceType, 'ESME' | 'GSME'>;
export type TriedStep = 'configure' | 'readPaymentMode' | 'setVendLimit' | 'createCredit' | 'addCredit' | 'storeFlag';

/** Of each meter, in this order. */
export const METER_STEPS: readonly TriedStep[] = ['readPaymentMode', 'setVendLimit', 'createCredit', 'addCredit', 'storeFlag'];

const SUFFIX: Readonly<Partial<Record<TriedStep, string>>> = { readPaymentMode: '1', setVendLimit: '2', createCredit: '3', addCredit: '4', storeFlag: '5' };
const STEP_OF: Readonly<Record<MeterType, string>> = { ESME: '16.9.1.ET01', GSME: '16.9.2.GT02' };

/** The attested step number. @throws Error for `configure`, which has none. */
export const failedStepOf = (meter: MeterType, step: TriedStep): string => {
  const suffix = SUFFIX[step];
  if (suffix === undefined) throw new Error(`no step number for ${step}`);
  return `${STEP_OF[meter]}.${suffix}`;
};

export const PRE_MCF = {
  gsmeSilent: '16.9.2.GT01',
  linkedElsewhere: 'MA522',
  /** Pending configuration of a Dormant Installation: the device cannot be reached, or does not take it (ruling A-18). */
  notContactable: 'MA523',
  notApplied: 'MA533',
  /** No answer to the pre-validation at all. */
  unanswered: 'MA533',
  supplierDisabled: 'MA531',
  busy: 'MA534',
  wrongMode: 'MA535',
  other: 'MA999',
} as const;
