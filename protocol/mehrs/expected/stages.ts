/**
 * The stages of Guide Table 5 up to the file set, as expectations for one situation: Group ID, fuel, supply, commissioner.
 * Rows are put together from stages; every number here is a literal of the documents or of a ruling.
 */
import type { Role } from '../../domain.ts';
import type { MessageType } from '../../messages/types.ts';
import type { FieldTest, MustNotSend, MustSend, Receiver, Timing } from './expectation.ts';
import { GROUP } from './groups.ts';
import type { Situation } from './row.ts';

type Extra = Partial<Pick<MustSend, 'where' | 'after' | 'before' | 'count' | 'timing' | 'forEach'>> & { readonly also?: readonly Receiver[] };

export const must = (
  name: string, clause: string, from: Role | readonly Role[], type: MessageType, exactly: readonly Receiver[], { also, ...extra }: Extra = {},
): MustSend => ({
  name, clause, from: typeof from === 'string' ? [from] : from, type, receivers: also === undefined ? { exactly } : { exactly, also }, ...extra,
});

export const never = (
  name: string, clause: string, from: Role | readonly Role[], type: MessageType, extra: Pick<Extra, 'where' | 'after' | 'before'> = {},
): MustNotSend => ({ name, clause, from: typeof from === 'string' ? [from] : from, type, ...extra });

export const SOME = { min: 1 } as const;
export const success: FieldTest = { field: 'entry.outcome', is: 'Success' };
export const failure: FieldTest = { field: 'entry.outcome', is: 'Failure' };
export const step = (code: string): FieldTest => ({ field: 'entry.failure.failedStepNumber', is: code });
export const anyStep: FieldTest = { field: 'entry.failure.failedStepNumber', filled: true };
export const report = (number: number): FieldTest => ({ field: 'report', is: number });
export const row = (value: string): FieldTest => ({ field: 'entry', holds: value });
/** Reports 1 to 3 go to the Electricity Distributor too. */
export const DISTRIBUTED: readonly Receiver[] = ['supplier', 'networkOperator.electricity', 'mcc'];
export const SUPPLIED: readonly Receiver[] = ['supplier', 'mcc'];

/** How many authorise by a Migration Authorisation of their own; none where DCC does it for Dormant meters (Guide 4.5.5). */
const authorisers = ({ supply, sameSupplier }: Situation): number => (sameSupplier && supply.includes('Active') ? 1 : supply.filter((each) => each === 'Active').length);

/** Authorisation: by Thursday 10:00 of the week before (Guide 4.5.5). */
export const authorisation = (situation: Situation): readonly MustSend[] => {
  const count = authorisers(situation);
  const inTime: readonly Timing[] = [{ kind: 'calendar', anchor: 'migrationWeek', dayOffset: -4, wallClock: '10:00', relation: 'notAfter' }];
  // The response goes to "the DCC": to the MCC, to its reporting, or to both.
  const answered = must('mavr', 'MEHRS 2.3.2', 'rp', 'MAVR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.result', is: 'Accepted' }], count: Math.max(1, count) });
  if (count === 0) return [must('ma', 'Guide 4.5.5', 'mcc', 'MA', ['rp', 'bimi'], { timing: inTime }), answered];
  return [
    must('ma', 'Guide Table 5 step 4', 'supplier', 'MA', ['mcc'], { timing: inTime, count }),
    must('ma-forwarded', 'Guide Table 5 step 5', 'mcc', 'MA', ['rp', 'bimi'], { count }),
    answered,
  ];
};

/** Planning: the MCF at 18:00 of the day before the Migration Day (ruling R2-14) and its validation. */
export const validation = (situation: Situation): readonly MustSend[] => [
  mcf(situation),
  must('mvf', 'Guide Table 5 steps 9-10', 'mcfvf', 'MVF', ['rp', 's1sp', 'dco', 'bimi'], {
    where: [{ field: 'entry.failure', filled: false }], forEach: { of: 'mcf', sameField: 'header.migrationSetId' },
    timing: [
      { kind: 'after', from: { of: 'mcf' }, atLeast: 0 },
      { kind: 'calendar', anchor: 'migrationDay', dayOffset: 0, wallClock: '00:00', relation: 'notAfter' },
    ],
  }),
];

export const mcf = ({ commissioner }: Situation): MustSend =>
  must('mcf', 'Guide Table 5 steps 6-8', 'rp', 'MCF', ['s1sp', 'dco', 'mcfvf', commissioner, 'bimi'], {
    also: ['dsp'], before: { of: 'mvf' },
    timing: [{ kind: 'calendar', anchor: 'migrationDay', dayOffset: -1, wallClock: '18:00', relation: 'at' }],
  });

const atDayBreak: readonly Timing[] = [{ kind: 'calendar', anchor: 'migrationDay', dayOffset: 0, wallClock: '00:00', relation: 'at' }];
const method = (is: string): FieldTest => ({ field: 'method', is });

/** MEHRS 3.4: Group IDs EA and EB have the certificate on the hub replaced before the SIM moves. */
export const certificate = ({ groupId }: Situation): readonly MustSend[] => (GROUP[groupId].certificateFirst ? [
  must('certificate', 'MEHRS 3.4', 'rp', 'HANDOVER_REQUEST', ['smso'], { where: [method('certificate')], timing: atDayBreak }),
  must('certificate-sent', 'MEHRS 3.4', 'smso', 'WAN_COMMAND', ['csp'], { where: [{ field: 'kind', is: 'replaceCertificate' }] }),
  must('certificate-applied', 'MEHRS 3.4', 'smso', 'HANDOVER_RESPONSE', ['rp'], { where: [method('certificate'), { field: 'result', is: 'done' }] }),
] : []);

/** Hand-over when the Migration Day opens (ruling R2-14; MEHRS 3.2: CB to the APN "elster"; 2.5.2: DA by account). */
export const handOver = (situation: Situation): readonly MustSend[] => {
  const { handover, certificateFirst } = GROUP[situation.groupId];
  return [
    ...certificate(situation),
    must('handover', 'MEHRS 2.5.3, 3.2', 'rp', 'HANDOVER_REQUEST', ['smso'], {
      where: [method(handover)], ...(certificateFirst ? { after: { of: 'certificate-applied' } } : { timing: atDayBreak }),
    }),
    must('sim-to-dcc', 'MEHRS 2.5.3, 3.2', 'smso', 'SIM_REQUEST', ['csp'], {
      where: [{ field: 'master', is: 'dcc' }, ...(handover === 'apn' ? [{ field: 'apn', is: 'elster' }] : [])],
    }),
    must('sim-with-dcc', 'MEHRS 2.5.3, 3.2', 'csp', 'SIM_RESPONSE', ['smso'], { where: [{ field: 'master', is: 'dcc' }, { field: 'result', is: 'done' }] }),
    must('handed-over', 'MEHRS 2.5.3', 'smso', 'HANDOVER_RESPONSE', ['rp'], { where: [method(handover), { field: 'result', is: 'done' }] }),
  ];
};

const withinFileSetWindow = [{ kind: 'after', from: { of: 'mvf' }, atLeast: 0, atMost: 24 * 60 }] as const;

/** The Requesting Party's file set within 24 hours of the MVF (MEHRS 2.5.1, TMAD 5.24); none for DA (2.5.5). */
export const mgf = ({ groupId }: Situation): readonly MustSend[] => (GROUP[groupId].mgf ? [must('mgf', 'Guide Table 5 step 11', 'rp', 'MGF', ['s1sp', 'bimi'], {
  after: { of: 'handed-over' }, forEach: { of: 'mcf', sameField: 'header.migrationSetId' }, timing: withinFileSetWindow,
})] : []);
export const mef = must('mef', 'Guide Table 5 steps 11-12', ['rp', 's1sp'], 'MEF', ['s1sp', 'dco', 'bimi'], {
  after: { of: 'handed-over' }, forEach: { of: 'mcf', sameField: 'header.migrationSetId' }, timing: withinFileSetWindow,
});
/** Authorised, validated, handed over, and the file set on its way. */
export const untilFileSet = (situation: Situation): readonly MustSend[] =>
  [...authorisation(situation), ...validation(situation), ...handOver(situation), ...mgf(situation), mef];

export const viability: readonly MustSend[] = [
  must('viability-asked', 'Guide Table 5 step 16', 's1sp', 'VIABILITY_REQUEST', ['dco'], { count: SOME }),
  must('viable', 'Guide Table 5 step 16', 'dco', 'VIABILITY_RESPONSE', ['s1sp'], { where: [{ field: 'viable', is: true }], count: SOME }),
];

/** A row that is about no failure has none of these. */
export const noFailure: readonly MustNotSend[] = [
  never('no rollback', 'Guide Table 5 step 17', 's1sp', 'ROLLBACK_NOTICE'),
  never('no keys discarded', 'Guide Table 5 step 17', 's1sp', 'KEY_DISCARD'),
  never('no failed SCF', 'Guide Table 5 step 17', 's1sp', 'SCF', { where: [failure] }),
  never('no failed COF', 'Guide Table 5 step 22', 'cp', 'COF', { where: [failure] }),
  never('not in Report 2', 'MEHRS 2.6.2', 'bimi', 'MRR', { where: [report(2)] }),
];
export const noIncident = never('no Incident', 'MEHRS 1.4', ['rp', 's1sp', 'dco', 'mcfvf', 'dsp', 'cp', 'mcc'], 'INCIDENT_RAISED');
export const noFailedMacr = never('no failed MACR', 'MEHRS Table A.1', 'rp', 'MACR', { where: [{ field: 'entry.completionStatus', is: 'Failure' }] });
