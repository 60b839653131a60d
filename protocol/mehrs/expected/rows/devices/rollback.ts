/** MEHRS 2.6.6: what can go wrong while a SMETS1 Installation is rolled back; the rollback itself has a Critical test as its reason (2.6.3). */
import { failedCompletion, failedStep, reportedAuthorisation, session } from '../../completion.ts';
import type { Role } from '../../../../domain.ts';
import type { FieldTest, MustSend } from '../../expectation.ts';
import { FOC, NOT_DA } from '../../groups.ts';
import { incidentOf } from '../../incidentSteps.ts';
import { BOTH_HEAR, COMPENSATIONS, notDone, rolledBack, smsoContact, type Rollback } from '../../rollback.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { must, never, noIncident, untilFileSet, viability } from '../../stages.ts';
import { NO_INCIDENT, USUAL, incident } from '../common.ts';

const STEP = 'X12.9.2-01';
const SHARED = { ...USUAL, section: '2.6.6', kind: 'failure', level: 'installation', whenNotCommissionedByDcc: BOTH_HEAR, source: 'MEHRS 2.6.6; rulings A-33, A-37' } as const;
const LIAISE = 'have the SMSO review and put it right, then authorise a later week; or replace the Installation';
const REPLACE = 'ask the SMSO whether the Installation has to be replaced';

const testFailed = (situation: Situation): readonly MustSend[] => [
  ...untilFileSet(situation), ...viability, ...session(situation, 1),
  must('shown', 'MEHRS 2.6.3', 'csp', 'WAN_RESULT', ['s1sp'], { where: [{ field: 'kind', is: 'test' }, { field: 'result', is: 'unreachable' }] }),
];
const end = (situation: Situation, code: string): readonly MustSend[] =>
  [failedStep('MEHRS 2.6.6', 'scf', STEP), ...failedCompletion('MEHRS 2.6.6', code, 'smso-contact'), ...reportedAuthorisation(situation)];
const rollback = (rest: Partial<Rollback>): Rollback => ({ clause: 'MEHRS 2.6.3', scfItem: 2, failedStep: STEP, after: 'shown', ...rest });

/** Items 1 and 2: an Incident of the party that cannot delete, assigned to itself; nothing else waits for it. */
const keysStay = (party: Role & ('dco' | 's1sp'), item: 1 | 2): CatalogueRow => ({
  ...SHARED,
  id: `2.6.6-${party}-keys-stay`, title: `The ${party.toUpperCase()} cannot delete the keys it has stored; it does once its Incident is resolved`, groups: NOT_DA, lines: ['735-741', '745-747', '755-760'],
  detectedBy: party, incident: incident(party, party), cause: 'its key store is locked',
  codes: [{ code: STEP, file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: [{ report: 2, carries: STEP }, { report: 6, carries: 'MA115' }],
  disposition: 'returned-to-smso', supplierAction: LIAISE, compensations: COMPENSATIONS('MEHRS 2.6.3 (1)', NOT_DA),
  demands: (situation) => ({
    mustSend: [
      ...testFailed(situation), ...rolledBack(situation, rollback({ deleted: party === 's1sp' })), ...smsoContact('restored'), ...end(situation, 'MA115'),
      ...incidentOf('2.6.6', party, party, 'discard', null),
      ...(item === 2 ? [] : [must('deleted-at-last', 'MEHRS 2.6.6 (1)', 'dco', 'KEY_DISCARDED', ['s1sp'], { where: [{ field: 'result', is: 'done' }], after: { of: 'resolved' } })]),
    ],
    mustNotSend: notDone(situation, 'MA115'),
  }),
});

/** Nobody opens its key store: everything else ends as it should, and the Incident is open and says whose keys stay (laws L5, L7). */
const keysStayForGood = (party: Role & ('dco' | 's1sp'), item: 1 | 2): CatalogueRow => {
  const row = keysStay(party, item);
  return {
    ...row, id: `2.6.6-${party}-keys-never`, title: `The ${party.toUpperCase()} cannot delete the keys it has stored, and its Incident is open at the horizon`, cause: `${row.cause ?? ''}, ${NEVER}`, openIncidents: ['2.6.6'],
    demands: (situation) => {
      const { mustSend, mustNotSend } = row.demands(situation);
      return {
        mustSend: mustSend.filter(({ name }) => name !== 'resolved' && name !== 'deleted-at-last').map((each) => (each.name !== 'incident' ? each : { ...each, where: [...(each.where ?? []), { field: 'detail', filled: true }] })),
        mustNotSend: [
          ...mustNotSend, never('not resolved', 'MEHRS 2.6.6', party, 'INCIDENT_RESOLVED'), ...(party === 'dco' ? [never('its half stays', 'MEHRS 2.6.6 (1)', 'dco', 'KEY_DISCARDED', { where: [{ field: 'result', is: 'done' }] })] : []),
        ],
      };
    },
  };
};

interface Stuck {
  readonly id: string;
  readonly title: string;
  readonly cause: string;
  readonly groups: CatalogueRow['groups'];
  readonly code?: string;
  readonly contact: 'restored' | 'lost';
  readonly rest: Partial<Rollback>;
  /** How often what fails is tried; by hand, as often as the emulator's profile says. */
  readonly tries: number;
  readonly what: 'SIM' | 'certificate';
  readonly lines?: readonly string[];
}

/** Items 3 and 4: reasonable steps until it is done or found not to be possible; then the Commissioning File. */
const stuck = ({ id, title, cause, groups, code = 'MA115', contact, rest, tries, what, lines = [] }: Stuck): CatalogueRow => ({
  ...SHARED,
  id, title, groups, cause, lines: ['742-743', '749-753', ...lines], detectedBy: 's1sp', incident: NO_INCIDENT,
  codes: [{ code: STEP, file: 'SCF' }, { code, file: 'MACR' }], reports: [{ report: 2, carries: STEP }, { report: 6, carries: code }],
  disposition: contact === 'restored' ? 'returned-to-smso' : 'replacement-considered', supplierAction: contact === 'restored' ? LIAISE : REPLACE,
  compensations: COMPENSATIONS('MEHRS 2.6.6 (3)', groups),
  retries: [{ what: `${what} back, by hand (emulator profile)`, clause: 'MEHRS 2.6.6', attempts: 6, lastAtMinutes: 20 * 60, givenUpAtMinutes: 24 * 60 }],
  demands: (situation) => ({
    mustSend: [
      ...testFailed(situation), ...rolledBack(situation, rollback(rest)), ...smsoContact(contact, rest.restored !== false), ...end(situation, code),
      must('by-hand', 'MEHRS 2.6.6', 's1sp', what === 'SIM' ? 'SIM_REQUEST' : 'WAN_COMMAND', ['csp'], {
        where: [what === 'SIM' ? toSmso : { field: 'kind', is: 'replaceCertificate' }], count: tries, timing: [{ kind: 'ladder', offsets: [0, 240, 480, 720, 960, 1200] }],
      }),
    ],
    mustNotSend: [...notDone(situation, code), noIncident],
  }),
});
const toSmso: FieldTest = { field: 'master', is: 'smso' };

const SIM_DOWN = 'the CSP\'s service for SIM changes is not available';
const NEVER = 'for good';

const bySupplier = (row: CatalogueRow): readonly CatalogueRow[] =>
  [row, { ...row, id: `${row.id}-supplier`, title: `${row.title}; the supplier was to commission`, lines: ['760'], conditions: { ...row.conditions, commissioner: 'supplier' } }];

export const ROLLBACK_ROWS: readonly CatalogueRow[] = [
  keysStayForGood('dco', 1), keysStayForGood('s1sp', 2),
  ...bySupplier(keysStay('dco', 1)), ...bySupplier(keysStay('s1sp', 2)),
  stuck({ id: '2.6.6-wan-later', title: 'The WAN cannot be restored at first; it is twelve hours later', cause: `${SIM_DOWN} for nine hours`, groups: NOT_DA, contact: 'restored', rest: { simTries: 4 }, tries: 4, what: 'SIM' }),
  ...bySupplier(stuck({
    id: '2.6.6-wan-never', title: 'The WAN cannot be restored', cause: `${SIM_DOWN}, ${NEVER}`, groups: ['AA', 'BA', 'CA', 'EA', 'EB'], contact: 'lost', rest: { restored: false }, tries: 6, what: 'SIM',
  })),
  ...bySupplier(stuck({
    id: '2.6.6-wan-never-CB', title: 'The WAN cannot be restored', cause: `${SIM_DOWN}, ${NEVER}`, groups: ['CB'], code: 'MA121', contact: 'lost', rest: { restored: false }, tries: 6, what: 'SIM', lines: ['1148'],
  })),
  ...bySupplier(stuck({
    id: '2.6.6-certificate-later', title: 'The certificate on the hub cannot be put back at first; it is twelve hours later', cause: 'the hub is out of coverage for nine hours', groups: FOC, contact: 'restored',
    rest: {}, tries: 4, what: 'certificate',
  })),
  ...bySupplier(stuck({
    id: '2.6.6-certificate-never', title: 'The certificate on the hub cannot be put back: the SIM goes back, the SMSO has no contact', cause: `the hub is in another mode, ${NEVER}`, groups: FOC, contact: 'lost',
    rest: { certificateTaken: false }, tries: 6, what: 'certificate',
  })),
  {
    ...SHARED,
    id: '2.6.6-not-for-DA', title: 'DA: the account goes back though the service is away at first; this section has no say', kind: 'not-applicable', groups: ['DA'], lines: ['745'], detectedBy: 's1sp', compensations: COMPENSATIONS('MEHRS 2.6.5', ['DA']),
    incident: NO_INCIDENT, cause: `the GSME is gone and ${SIM_DOWN} for nine hours`,
    codes: [{ code: '16.10.1.GT04', file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: [{ report: 2, carries: '16.10.1.GT04' }, { report: 6, carries: 'MA115' }],
    disposition: 'returned-to-smso', supplierAction: 'resubmit in a later Migration Week, in coordination with the MCC', source: 'MEHRS 2.6.5, 2.6.6; ruling A-38',
    demands: (situation) => ({
      mustSend: [
        ...untilFileSet(situation), ...viability, must('rotations', 'MEHRS 3.3.1', 's1sp', 'WAN_COMMAND', ['csp'], { where: [{ field: 'kind', is: 'rotateKey' }] }),
        ...rolledBack(situation, { clause: 'MEHRS 3.3.1', scfItem: 2, failedStep: '16.10.1.GT04', after: 'rotations', simTries: 4 }),
        ...smsoContact('restored'), failedStep('MEHRS 2.6.5', 'scf', '16.10.1.GT04'), ...failedCompletion('MEHRS 2.6.5', 'MA115', 'smso-contact'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...notDone(situation, 'MA115'), noIncident, never('no certificates for DA', 'MEHRS 2.6.6 (4)', 's1sp', 'WAN_COMMAND', { where: [{ field: 'kind', is: 'replaceCertificate' }] })],
    }),
  },
];
