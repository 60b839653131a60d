/** MEHRS 2.5.7 and 2.5.8: the Requesting Party's system spoils the first Group File, for all who get it or in the transfer to one. */
import { address, type Installation, type Role } from '../../../../protocol/domain.ts';
import type { Fault, Spoil } from '../../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { HOURS, HOW, OTHERS, SIGNATURE, resolvedAfter } from './variants.ts';

export interface SpoiltFile {
  readonly section: string;
  readonly file: 'MGF' | 'MEF';
  readonly how: Spoil;
  readonly hours: number;
  /** Whose copy alone is wrong; all when absent. */
  readonly to?: Role;
}

const receiver = (role: Role, installation: Installation): string => (role === 'dco' ? address('dco') : cohortParty(role, installation));

export const spoilt = ({ section, file, how, hours, to }: SpoiltFile, more: (installation: Installation) => readonly Fault[] = () => []): Cause => ({
  faults: (installation) => [
    { kind: 'spoil', on: { from: cohortParty('rp', installation), ...(to === undefined ? {} : { to: receiver(to, installation) }), type: file, nth: 1 }, how },
    resolvedAfter(section, hours),
    ...more(installation),
  ],
});

/** Every end of one family, under the ids of its rows. */
export const everyEnd = (prefix: string, of: Omit<SpoiltFile, 'hours'>, da = false): Causes => ({
  [`${prefix}-in-time`]: spoilt({ ...of, hours: HOURS.inTime }),
  ...Object.fromEntries(['too-late', 'too-late-ie', 'too-late-foc', ...(da ? ['too-late-da'] : [])].map((end) => [`${prefix}-${end}`, spoilt({ ...of, hours: HOURS.tooLate })])),
  ...Object.fromEntries(['ma-expired', 'ma-expired-foc'].map((end) => [`${prefix}-${end}`, spoilt({ ...of, hours: HOURS.maExpired })])),
});

/** And, too late, of whoever commissions itself. */
export const everyEndForBoth = (prefix: string, of: Omit<SpoiltFile, 'hours'>, da = false): Causes => {
  const all = everyEnd(prefix, of, da);
  return { ...all, ...Object.fromEntries(Object.entries(all).filter(([id]) => !id.endsWith('-in-time')).map(([id, cause]) => [`${id}-supplier`, { ...cause, commissionedBySupplier: true }])) };
};

/** The set's record of what is ready is lost while the Incident is worked on: the file cannot be made again. */
const recordLost = (installation: Installation): readonly Fault[] => [{
  kind: 'record', on: { type: 'INCIDENT_ASSIGNED', to: cohortParty('rp', installation), nth: 1 }, afterMinutes: 60,
  party: cohortParty('rp', installation), table: 'sets', key: `${installation.groupId}-20201109-CP-1`, set: { ready: [] },
}];

/** The Common File comes on the last evening of the Migration Week; the refused file is put right six hours later, in the night. */
const onLastEvening = (of: Omit<SpoiltFile, 'hours'>): Cause => spoilt({ ...of, hours: 6 }, (installation) => [
  { kind: 'outage', on: { from: cohortParty('rp', installation), type: 'MAVR', nth: 1 }, afterMinutes: 0, party: cohortParty('rp', installation), system: 'commonFile' }, resolvedAfter('2.4.1', 7 * 24 + 4),
]);

const MGF = { section: '2.5.7', file: 'MGF' } as const;

export const GROUP_FILE_CAUSES: Causes = {
  ...everyEndForBoth(`2.5.7-${SIGNATURE}`, { ...MGF, how: 'signature' }),
  [`2.5.7-${SIGNATURE}-unable`]: spoilt({ ...MGF, how: 'signature', hours: HOURS.inTime }, recordLost),
  [`2.5.7-${SIGNATURE}-ma-ended-ie`]: onLastEvening({ ...MGF, how: 'signature' }), [`2.5.7-${SIGNATURE}-ma-ended`]: onLastEvening({ ...MGF, how: 'signature' }),
  '2.5.7-not-applicable': spoilt({ ...MGF, how: 'signature', hours: HOURS.inTime }),
  ...Object.fromEntries(OTHERS.map((name) => [`2.5.7-${name}-in-time`, spoilt({ ...MGF, how: HOW[name] as Spoil, hours: HOURS.inTime })])),
};

const MEF = { section: '2.5.8', file: 'MEF' } as const;
const ONE = [{ ...MEF, to: 's1sp', how: 'truncated' }, { ...MEF, to: 'dco', how: 'truncated' }] as const;

export const ENCRYPTED_FILE_CAUSES: Causes = {
  ...everyEndForBoth(`2.5.8-${SIGNATURE}`, { ...MEF, how: 'signature' }, true),
  [`2.5.8-${SIGNATURE}-ma-ended-back`]: onLastEvening({ ...MEF, how: 'signature' }), [`2.5.8-${SIGNATURE}-ma-ended`]: onLastEvening({ ...MEF, how: 'signature' }),
  [`2.5.8-${SIGNATURE}-unable`]: spoilt({ ...MEF, how: 'signature', hours: HOURS.inTime }, recordLost),
  ...Object.assign({}, ...ONE.map((each) => everyEnd(`2.5.8-${each.to}-X5.9-01-truncated`, each, true))) as Causes,
  ...Object.fromEntries(ONE.map((each) => [`2.5.8-${each.to}-X5.9-01-truncated-unable`, spoilt({ ...each, hours: HOURS.inTime }, recordLost)])),
  ...Object.fromEntries(OTHERS.filter((name) => name !== 'X5.9-07').map((name) => [`2.5.8-${name}-in-time`, spoilt({ ...MEF, how: HOW[name] as Spoil, hours: HOURS.inTime })])),
  '2.5.8-s1sp-X5.9-07-in-time': spoilt({ ...MEF, to: 's1sp', how: 'group', hours: HOURS.inTime }),
};
