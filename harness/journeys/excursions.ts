/**
 * What is held against worlds beside the catalogue's: the laws, and all that a row of theirs demands but what their other causes make
 * come out otherwise. How the Installation ends, and what is said of it on the way, is written down where that is another end.
 */
import type { Disposition } from '../../protocol/mehrs/expected/row.ts';
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import { roleOf } from '../../protocol/domain.ts';
import { incidentsOf, judge, overall, outcomesOf, type Finding, type Observed, type Reader, type Verdict } from '../verdict/index.ts';

interface Beside {
  /** The row whose demands are made; the first of the excursion's when absent. */
  readonly row?: string;
  /** Another end than the row's. */
  readonly ends?: Disposition;
  /** Every Validation Response, Commissioning and Outcome File and Completion Response about it, in order: `<file> <outcome> <code or step>`. */
  readonly says?: readonly string[];
  /** The same of the other one, where there are two. */
  readonly other?: readonly string[];
  /** All Incidents, in order: `<section> <raiser>`. */
  readonly incidents?: readonly string[];
  /** How many of a message there are: `<type> <from> <to>`. */
  readonly sends?: Readonly<Record<string, number>>;
  /** Names of the row's expectations, and of laws, that do not hold; each of them in fact (checked). */
  readonly but?: readonly string[];
}

const SESSIONS = ['viability-asked', 'viable', 'sessions', 'session-open'];
const KEYS = ['tests', 'keys-asked', 'keys-given', 'rotations', 'rotated', 'chf', 'chf-done'];
const COMMISSIONED = ['scf', 'requests', 'responses', 'countersigned', 'n16', 'n42', 'n55', 'cof', 'macr', 'report-1', 'report-6'];
const AUTHORISED_TWICE = ['ma', 'ma-forwarded', 'mavr'];
const HANDED_OVER = ['handover', 'sim-to-dcc', 'sim-with-dcc', 'handed-over'];
const SUCCEEDED = ['no request', 'no COF', 'not in Report 1', 'no successful MACR', 'no successful SCF'];
const FAILED = ['no failed SCF', 'not in Report 2', 'no failed MACR'];

const MIGRATED = ['MAVR Accepted', 'SCF Success', 'COF Success', 'MACR Success'];

const BESIDE: Readonly<Record<string, Beside>> = {
  'supplier-library-down-again': { but: ['incident', 'assigned', 'ssi-raised', 'resolved', 'e-mail', 'told-to-resume'], incidents: ['2.1.1 supplier', '2.1.1 supplier'] },
  'library-down-again': { but: ['incident', 'assigned', 'ssi-raised', 'resolved', 'told-to-resume'], incidents: ['2.1.2 mcc', '2.1.2 mcc'] },
  'last-device-tested-is-not-joined': { sends: { 'AUDIT s1sp mcc': 1 } },
  // The report of the day is late, so that of the next hours has more.
  'report-library-down-again': { but: ['incident', 'assigned', 'ssi-raised', 'resolved', 'told-to-resume', 'report-6', 'S1MIG-006 successes equal S1MIG-001'], incidents: ['2.1.2 bimi', '2.1.2 bimi'] },
  'common-file-system-down-again': { but: ['ssi-raised', 'ssi-resolved', 'mvf', 'handover'], incidents: ['2.4.1 rp', '2.4.1 rp'] },
  'validation-system-down-again': { but: ['ssi-raised', 'ssi-resolved', 'handover'] },
  's1sp-down-again': { but: ['ssi-raised', 'ssi-resolved'] },
  'dco-down-again': { but: ['ssi-raised', 'ssi-resolved'] },
  'commissioning-party-down-again': { but: ['ssi-raised', 'ssi-resolved'] },
  'dsp-down-again': { but: ['ssi-raised', 'ssi-resolved'] },
  'smso-down-again': { but: ['smso-tells', 'mcc-tells'], sends: { 'OUTAGE_NOTICE smso mcc': 2 } },
  'csp-down-again': { but: ['smso-tells', 'mcc-tells'], sends: { 'OUTAGE_NOTICE smso mcc': 2, 'COF cp rp': 4 } },
  'csp-down-again-once-it-could-not': { but: ['smso-tells', 'mcc-tells'], sends: { 'OUTAGE_NOTICE smso mcc': 2 } },
  'a-commitment-joins-a-schedule-that-waits': { but: ['ssi-raised', 'told-to-resume'] },
  'reports-of-two-suppliers-wait-for-the-library': { incidents: ['2.1.2 bimi'] },
  'six-wait-for-the-commissioning-party': { but: ['ssi-raised', 'ssi-resolved'] },
  'six-wait-for-the-dsp': { but: ['ssi-raised', 'ssi-resolved'] },
  'six-wait-for-the-s1sp': { but: ['incident', 'assigned', 'ssi-raised', 'resolved', 'ssi-resolved', 'no COF while held up'], incidents: ['2.7.6 s1sp'] },
  'more-and-more-wait-for-the-s1sp': { but: ['ssi-raised', 'ssi-resolved'] },
  'more-and-more-wait-for-the-dco': { but: ['ssi-raised', 'ssi-resolved'] },
  'more-and-more-wait-for-the-validation': { but: ['ssi-raised', 'ssi-resolved', 'handover'] },
  'more-and-more-wait-for-the-dsp': { but: ['ssi-raised', 'ssi-resolved'] },
  'forecasts-for-two-smsos-wait-for-the-library': { but: ['submitted-late'] },
  'schedules-of-two-smsos-wait-for-the-library': { but: ['ssi-raised', 'told-to-resume'] },
  'group-files-could-be-made-once-given-back': { but: ['no Incident'], incidents: ['2.4.5 rp', '2.5.5 rp'], sends: { 'MGF rp s1sp': 1, 'MEF rp dco': 1 } },
  'group-files-twice-at-once': { but: ['no Incident'], incidents: ['2.5.5 rp'] },
  'done-while-the-commissioning-file-waits': { but: ['incident', 'assigned', 'ssi-raised', 'resolved', 'ssi-resolved', 'sessions', 'scf', 'requests', 'no SCF before'], incidents: ['2.6.8 s1sp'] },
  'dormant-schedule-without-its-library': { but: ['schedule-returned', 'no Incident'], incidents: ['2.1.2 mcc'] },
  'demand-between-commitment-and-report': { but: ['commitment'], sends: { 'DMD supplier mcc': 2 } },
  'demand-after-the-report': { but: ['commitment'], sends: { 'DMD supplier mcc': 2 } },
  'demand-while-commitments-wait': { but: [...SESSIONS, ...KEYS, ...COMMISSIONED, ...AUTHORISED_TWICE, ...HANDED_OVER, 'submitted-late', 'mcf', 'mvf', 'mgf', 'mef', 'report-10', 'one disposition'], sends: { 'DMD supplier mcc': 2 } },
  'demand-while-late-commitments-have-come': { says: [], but: [...SESSIONS, ...KEYS, ...COMMISSIONED, ...AUTHORISED_TWICE, ...HANDED_OVER, 'submitted-late', 'commitment', 'mcf', 'mvf', 'mgf', 'mef', 'report-10', 'one disposition'], sends: { 'DMD supplier mcc': 2, 'MDC mcc supplier': 2 } },
  'week-over-subscribed': { says: [], sends: { 'MA supplier mcc': 1 }, but: [...SESSIONS, ...KEYS, ...COMMISSIONED, ...AUTHORISED_TWICE, ...HANDED_OVER, 'demand', 'commitment', 'commitments-published', 'mcf', 'mvf', 'mgf', 'mef', 'report-10', 'one disposition'] },
  'week-over-subscribed-and-commitments-after-authorisations': { but: ['ssi-raised', 'told-to-resume'], sends: { 'MA supplier mcc': 2 } },
  'week-over-subscribed-and-commitments-late': { but: ['ssi-raised', 'told-to-resume'], sends: { 'MA supplier mcc': 2 } },
  'commissioning-file-a-minute-before-it-is-given-up': { says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'SCF Failure X5.24-01', 'MACR Failure MA115'], but: ['macr', 'report-6'] },
  'common-file-put-right-while-its-validation-is-refused': { but: ['mcf', 'handover'] },
  'common-file-put-right-while-migration-waits': { but: ['mcf'] },
  'validation-file-put-right-while-migration-waits': { row: '2.4.5-s1sp-X5.9-01-truncated-in-time', but: ['handover'] },
  'common-file-put-right-while-preparation-waits': { but: ['mcf'] },
  'validation-file-put-right-while-preparation-waits': { row: '2.4.5-s1sp-X5.9-01-truncated-in-time', but: ['handover'] },
  'common-file-put-right-during-hand-over': { but: ['mcf', 'no Incident'], incidents: ['2.4.3 s1sp'] },
  'both-files-put-right-during-hand-over': { row: '2.4.5-s1sp-X5.9-01-truncated-in-time', but: [...HANDED_OVER, 'mcf'] },
  'validation-file-put-right-before-hand-over-fails': { but: ['mvf', 'no Incident'], incidents: ['2.4.5 s1sp'] },
  'common-file-put-right-while-group-files-wait': { row: '2.4.3-s1sp-X5.9-01-truncated-in-time' },
  'validation-file-put-right-while-group-files-wait': { row: '2.4.5-s1sp-X5.9-01-truncated-in-time', but: [...HANDED_OVER] },
  'refused-group-file-and-commissioning-file-without-its-set': { but: ['mcf', 'scf-expired'] },
  'common-file-for-the-commissioning-party-after-its-set-has-closed': { but: ['mcf', 'scf-expired'] },
  'common-file-twice-for-the-commissioning-party-after-its-set-has-closed': { but: ['mcf', 'scf-expired'], incidents: ['2.5.7 s1sp', '2.7.2 cp', '2.7.2 cp'] },
  'common-file-for-the-commissioning-party-after-its-group-files-were-late': { but: ['mcf', 'scf-expired', 'no Incident'], incidents: ['2.7.2 cp'] },
  'common-file-for-the-commissioning-party-after-its-validation-was-done-anew': { but: ['mcf', 'scf-expired'] },
  'common-file-for-the-commissioning-party-after-hand-over-failed': { but: ['mcf', 'no Incident'], incidents: ['2.7.2 cp'] },
  'common-file-for-the-commissioning-party-after-hand-over-failed-anew': { but: ['mcf', 'mvf', 'no Incident'], incidents: ['2.4.5 dco', '2.7.2 cp'] },
  'common-file-for-the-commissioning-party-after-migration-waited-too-long': { but: ['mcf', 'scf-expired'], says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA115', 'SCF Failure X5.24-01'] },
  'common-file-for-the-commissioning-party-while-the-s1sp-lacks-the-new-one': { but: ['mcf', 'mcf-2', 'mgf-2', 'mef-2', 'scf'], incidents: ['2.4.5 dco', '2.4.3 s1sp', '2.7.2 cp'] },
  'common-file-for-the-commissioning-party-after-its-group-files-never-came': { but: ['mcf', 'scf-expired', 'no Incident'], incidents: ['2.7.2 cp'] },
  'common-file-for-the-commissioning-party-after-its-refused-validation-was-done-anew': { but: ['mcf', 'scf-old'] },
  'common-file-for-the-commissioning-party-after-a-hand-over-done-anew': { but: ['mcf', 'mvf', 'no Incident'], other: ['MAVR Accepted', 'SCF Success', 'COF Success', 'MACR Success'], incidents: ['2.4.5 dco', '2.7.2 cp'] },
  'common-file-again-while-the-s1sp-waits-for-a-validation-file': { but: ['mcf'] },
  'common-file-again-while-its-validation-is-held-up': { but: ['mcf'] },
  'validation-file-refused-once-its-authorisation-has-expired': { incidents: ['2.4.4 mcfvf', '2.4.5 dco', '2.4.5 s1sp'] },
  'validation-file-put-right-once-its-set-has-closed': { but: ['mvf', 'no Incident'], incidents: ['2.4.5 s1sp'] },
  'group-file-too-late-and-its-data-corrected-at-the-same-moment': { row: '2.5.9-X5.25-02-corrected', but: ['mef', 'no Incident'], incidents: ['2.5.8 dco'] },
  'reconfigured-without-a-validation-file': { but: ['mvf', 'no Incident'], incidents: ['2.4.5 s1sp'] },
  'new-common-file-announced-without-a-validation-file': { row: '2.4.5-s1sp-X5.9-01-truncated-late', but: ['mgf', 'mef'] },
  'dco-loses-a-half-while-its-system-is-down': { row: '2.6.3-dco-refuses-code', but: ['no Incident'], incidents: ['2.6.1 dco'] },
  'encrypted-file-again-for-the-dco-and-spoilt-for-the-s1sp': { but: ['mef-2'] },
  'encrypted-file-again-for-the-s1sp-and-spoilt-for-the-dco': { but: ['mef-2'] },
  'group-file-spoilt-again-at-the-very-deadline': { but: ['scf', 'no failed SCF', 'not in Report 2', 'incident', 'assigned', 'ssi-raised', 'resolved'], says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'SCF Success', 'COF Success', 'MACR Success'], incidents: ['2.5.7 s1sp', '2.5.7 s1sp'] },
  'encrypted-file-spoilt-again-at-the-very-deadline': { but: ['scf', 'no failed SCF', 'not in Report 2', 'incident', 'assigned', 'ssi-raised', 'resolved', 'incident-dco', 'assigned-dco', 'ssi-raised-dco', 'resolved-dco'], says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'SCF Success', 'COF Success', 'MACR Success'] },
  'group-files-at-the-very-deadline-of-a-set-without-validation-file': { but: ['mvf', 'scf', 'no Incident', 'no failed SCF', 'not in Report 2'], incidents: ['2.4.5 s1sp'] },
  'common-file-again-when-the-dco-is-out-of-time': { but: ['mcf', 'scf-expired'] },
  'dco-holds-what-its-validation-file-failed': { ends: 'returned-to-smso', says: ['MAVR Accepted', 'SCF Failure X5.15-00', 'MACR Failure MA115'], but: [...KEYS, ...COMMISSIONED, ...FAILED, 'mvf', 'viable', 'sessions', 'session-open', 'no rollback', 'no keys discarded'] },
  'dco-is-asked-before-it-holds-what-its-validation-file-failed': { ends: 'returned-to-smso', says: ['MAVR Accepted', 'SCF Failure X5.15-00', 'MACR Failure MA115'], but: [...KEYS, ...COMMISSIONED, ...FAILED, 'mvf', 'viable', 'sessions', 'session-open', 'no rollback', 'no keys discarded', 'the SIM stays with DCC'] },
  'outcome-file-again-after-a-failed-commissioning': { but: ['cof'] },
  'failure-told-again-while-its-data-is-corrected': { but: ['scf-failed', 'no Incident'], incidents: ['2.7.2 cp'] },
  'failure-told-again-while-contact-is-awaited': { but: ['scf', 'no Incident'], incidents: ['2.7.2 cp'] },
  'hub-not-commissioned-told-again-under-its-incident': { but: ['scf-failed'] },
  'old-outcome-told-again-while-the-new-one-is-awaited': { but: ['scf-expired'] },
  'old-outcome-told-again-while-migration-waits': { but: ['scf-expired'] },
  'hub-commissioned-as-its-failure-is-told-again': { but: ['scf-failed'] },
  'failure-of-the-hub-told-again-before-the-last-word': { but: ['scf-failed'] },
  'one-commissioning-file-refused-and-the-next-accepted': { but: ['sessions', 'incident', 'ssi-raised', 'requests', 'cp stopped: no COMMISSIONING_REQUEST'], incidents: ['2.7.2 cp'] },
  'failed-commissioning-told-before-its-commissioning-file': { but: ['scf'] },
  'commissioning-file-unverified-again-and-again': { but: ['scf-2'] },
  'commissioning-file-verified-and-doubted-again': { but: ['incident', 'assigned', 'ssi-raised', 'resolved', 'scf-2'], incidents: ['2.7.2 cp', 'X2.7.2 rp', '2.7.2 cp'] },
  'commissioning-file-doubted-verified-and-doubted-again': { but: ['incident', 'assigned', 'ssi-raised', 'resolved', 'scf-2'], incidents: ['2.7.2 cp', '2.7.2 cp', 'X2.7.2 rp'] },
  'commissioning-file-doubted-again-long-before-its-incident-is-closed': { but: ['incident', 'assigned', 'ssi-raised', 'resolved', 'scf-2'], incidents: ['2.7.2 cp', 'X2.7.2 rp', '2.7.2 cp', 'X2.7.2 rp'] },
  'commissioning-file-late-once-its-incident-is-closed': { but: ['scf', 'no Incident'], incidents: ['X2.7.2 rp', '2.6.8 s1sp'] },
  'commissioning-file-verified-under-an-incident': { but: ['scf-2'] },
  'commissioning-file-doubted-twice-under-one-incident': { but: ['scf-2'], incidents: ['2.7.2 cp', 'X2.7.2 rp'] },
  'supplier-has-no-common-file': { but: ['mcf', 'requests', 'responses', 'countersigned', 'n16', 'n42'] },
  'supplier-gets-its-common-file-twice-and-no-commissioning-file': { but: ['mcf', 'scf', 'requests', 'responses', 'countersigned', 'n16', 'n42', 'no Incident'], incidents: ['2.4.3 s1sp'] },
  'authorisation-badly-signed-twice': { but: ['ma', 'told', 'corrected'], sends: { 'MA supplier mcc': 3, 'MA_SIGNATURE_REJECTED mcc supplier': 2, 'MA mcc rp': 1 } },
  'week-ends-during-hand-over': { row: '3.2-timeout', ends: 'authorisation-expired', says: ['MAVR Accepted', 'MACR Failure MA101', 'SCF Failure X5.24-01'], but: ['mcf', 'mvf', 'attempts', 'first-attempt', 'asked', 'sent-to-hub', 'not-taken', 'macr', 'report-6', 'no Incident', 'one reason code'], incidents: ['2.4.1 rp'] },
  'week-ends-during-certificate-replacement': { row: '3.4.2-timeout', ends: 'authorisation-expired', says: ['MAVR Accepted', 'MACR Failure MA101', 'SCF Failure X5.24-01'], but: ['mcf', 'mvf', 'attempts', 'first-attempt', 'commands', 'macr', 'report-6', 'no Incident', 'one reason code'], incidents: ['2.4.1 rp'] },
  'certificate-fails-before-the-week-ends': { row: '3.4.1-timeout', but: ['mcf', 'mvf', 'first-attempt', 'no Incident'], incidents: ['2.4.1 rp'] },
  'week-ends-of-two-suppliers-without-a-common-file': { but: ['conditions of the row'], incidents: ['2.4.1 rp'] },
  'migration-goes-on-as-the-file-set-closes': { but: ['resolved'], sends: { 'HANDOVER_REQUEST rp smso': 0 } },
  'week-ends-while-the-smso-is-silent': { ends: 'authorisation-expired', says: ['MAVR Accepted', 'MACR Failure MA101', 'SCF Failure X5.24-01'], but: [...SESSIONS, ...KEYS, ...COMMISSIONED, ...HANDED_OVER, ...FAILED, 'resolved', 'mvf', 'certificate', 'certificate-sent', 'certificate-applied', 'mgf', 'mef'] },
  'week-ends-while-group-files-wait': { but: ['resolved', 'mvf', 'handover'] },
  'week-ends-and-group-files-come-too-late': { ends: 'authorisation-expired', says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA101'], but: [...SESSIONS, ...KEYS, ...COMMISSIONED, ...FAILED, 'resolved', 'mvf', 'handover', 'mgf', 'mef'] },
  'week-ends-and-group-files-come-at-the-very-deadline': { but: ['resolved', 'mvf', 'handover'] },
  'validation-file-put-right-after-the-week-while-group-files-wait': { ends: 'authorisation-expired', says: ['MAVR Accepted', 'MACR Failure MA101', 'SCF Failure X5.24-01'], but: [...SESSIONS, ...KEYS, ...COMMISSIONED, ...FAILED, 'resolved', 'mvf', 'handover', 'mgf', 'mef'], incidents: ['2.4.1 rp', '2.4.5 s1sp'] },
  'given-back-in-vain-once-its-week-has-ended-without-a-validation-file': { ends: 'authorisation-expired', says: ['MAVR Accepted', 'MACR Failure MA101', 'SCF Failure X5.24-01'], but: [...SESSIONS, ...KEYS, ...COMMISSIONED, ...FAILED, 'resolved', 'mvf', 'handover', 'mgf', 'mef', 'no rollback', 'no keys discarded'], incidents: ['2.4.1 rp', '2.4.5 s1sp'] },
  'given-back-in-vain-after-the-week': { ends: 'replacement-considered', says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA115'], but: [...SESSIONS, ...KEYS, ...COMMISSIONED, ...FAILED, 'resolved', 'mvf', 'handover', 'mgf', 'mef', 'no rollback', 'no keys discarded'] },
  'given-back-while-group-files-wait-and-out-of-reach': { ends: 'replacement-considered', says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA115'], but: ['contact', 'macr', 'report-6'] },
  'given-back-in-vain-while-group-files-wait': { ends: 'replacement-considered', says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA115'], but: ['given-back', 'back', 'contact', 'scf-late', 'report-2', 'macr', 'report-6'] },
  'given-back-in-vain-under-an-incident-about-the-hub': { ends: 'replacement-considered', says: ['MAVR Accepted', 'SCF Failure 12.9.5.DP01', 'SCF Failure 12.9.5.DP01', 'MACR Failure MA121'], but: ['sim-back', 'sim-with-smso', 'smso-told', 'scf', 'contact', 'smso-contact', 'macr', 'report-6', 'one reason code'] },
  'dco-loses-a-half-between-two-rotations': { ends: 'returned-to-smso', says: ['MAVR Accepted', 'SCF Failure X5.15-00', 'MACR Failure MA115'], but: [...COMMISSIONED, ...FAILED, 'chf', 'chf-done', 'no rollback', 'no keys discarded'] },
  'dco-loses-a-half-before-the-sua-key-of-the-gas-meter': { ends: 'returned-to-smso', says: ['MAVR Accepted', 'SCF Failure X5.15-00', 'MACR Failure MA115'], but: [...COMMISSIONED, ...FAILED, 'keys-given', 'rotations', 'rotated', 'chf', 'chf-done', 'no rollback', 'no keys discarded'] },
  'dco-loses-a-half-before-the-sua-key-of-the-electricity-meter': { ends: 'replacement-considered', says: ['MAVR Accepted', 'SCF Failure 16.10.2.ET04', 'MACR Failure MA115'], but: [...COMMISSIONED, ...FAILED, 'chf', 'chf-done'] },
  'hub-suspended-once-more-before-it-is-commissioned': { ends: 'returned-to-smso', says: ['MAVR Accepted', 'SCF Failure 12.9.5.DP01', 'SCF Failure 12.9.5.DP01', 'MACR Failure MA115'], but: [...COMMISSIONED, 'chf-done', 'no failed MACR', 'no rollback'] },
  'no-commissioning-file-ever': { says: ['MAVR Accepted', 'SCF Failure 16.10.2.ET04', 'MACR Failure MA532', 'SCF Failure 16.10.2.ET04'], but: ['scf', 'macr', 'report-6', 'no Incident', 'one reason code'], incidents: ['X2.7.2 rp'] },
  'no-commissioning-file-and-no-contact': { says: ['MAVR Accepted', 'SCF Failure 16.10.1.GT04', 'MACR Failure MA532', 'SCF Failure 16.10.1.GT04'], but: ['scf', 'macr', 'report-6', 'one reason code', 'no Incident'], incidents: ['X2.7.2 rp'] },
  'faulty-device-authorised-again': { but: ['ma', 'mavr', 'asked', 'macr-MA534', 'report-6-MA534', 'faulty'] },
  'wrong-data-told-of-after-the-week': { but: ['no Incident'], incidents: ['2.6.8 s1sp'], says: ['MAVR Accepted', 'SCF Failure X5.25-04', 'MACR Failure MA115'] },
  'encrypted-file-too-late-of-what-the-s1sp-takes-for-failed': { but: ['mvf'], incidents: ['2.5.8 s1sp'], says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA115'] },
  'authorised-again-while-the-first-attempt-is-given-back': { ends: 'not-migrated', says: ['MAVR Accepted', 'MAVR Accepted', 'SCF Failure 12.9.1.ET01', 'MACR Failure MA121', 'SCF Failure X5.24-01', 'MACR Failure MA120'], but: [...AUTHORISED_TWICE, 'handover', 'sim-to-dcc', 'one reason code'] },
  'hub-that-stayed-with-the-dcc-handed-over-again-AA': { ends: 'not-migrated', says: ['MAVR Accepted', 'SCF Failure X12.9.2-01', 'MACR Failure MA115', 'MAVR Accepted', 'MACR Failure MA118', 'SCF Failure X5.24-01'], but: [...AUTHORISED_TWICE, 'handover', 'discard', 'discarded', 'by-hand', 'one reason code'] },
  'hub-that-stayed-with-the-dcc-handed-over-again-CB': { ends: 'not-migrated', says: ['MAVR Accepted', 'SCF Failure X12.9.2-01', 'MACR Failure MA121', 'MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA120'], but: [...AUTHORISED_TWICE, 'handover', 'one reason code'] },
  'hub-that-stayed-with-the-dcc-handed-over-again-EA': {
    ends: 'not-migrated', says: ['MAVR Accepted', 'SCF Failure X12.9.2-01', 'MACR Failure MA115', 'MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA114', 'MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA114'], but: [...AUTHORISED_TWICE, 'certificate', 'one reason code'],
  },
  'account-that-stayed-with-the-dcc-handed-over-again': { ends: 'not-migrated', says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA115', 'MAVR Accepted', 'MACR Failure MA999'], but: [...AUTHORISED_TWICE, 'scf-expired', 'given-back', 'back', 'contact', 'no other reason code'] },
  ...Object.fromEntries(['AA', 'DA'].map((groupId) => [`sim-not-given-back-while-group-files-are-too-late-${groupId}`, { ends: 'replacement-considered', says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA115'], but: ['scf-expired', 'given-back', 'back', 'contact'] } as const])),
  'validation-file-put-right-while-contact-is-lost': { ends: 'replacement-considered', says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA115'], but: ['contact'] },
  'validation-file-put-right-while-its-account-is-given-back': { ends: 'replacement-considered', says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA115'], incidents: ['2.4.5 s1sp', '2.5.8 dco'], but: ['mef', 'contact'] },
  'common-file-again-for-the-dco-and-spoilt-for-the-s1sp': { but: ['mcf-again'], incidents: ['2.4.3 dco'] },
  'common-file-again-for-the-s1sp-and-spoilt-for-the-dco': { but: ['mcf-again'], incidents: ['2.4.3 s1sp'] },
  'lost-hub-handed-over-again': { ends: 'commissioned', says: ['MAVR Accepted', 'SCF Failure 12.9.1.ET01', 'MACR Failure MA121', 'MAVR Accepted', 'SCF Success', 'COF Success', 'MACR Success'], but: [...AUTHORISED_TWICE, ...HANDED_OVER, ...SUCCEEDED, 'sessions', 'one reason code', 'no device tested, no key rotated'] },
  'lost-hub-takes-its-certificate-again': { ends: 'not-migrated', says: ['MAVR Accepted', 'SCF Failure 12.9.1.ET01', 'MACR Failure MA115', 'MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA114'], but: [...AUTHORISED_TWICE, 'certificate', 'certificate-sent', 'certificate-answer', 'one reason code'] },
  'lost-account-switched-again': { ends: 'commissioned', says: ['MAVR Accepted', 'SCF Failure 16.10.1.GT04', 'MACR Failure MA115', 'MAVR Accepted', 'SCF Success', 'COF Success', 'MACR Success'], but: [...AUTHORISED_TWICE, ...HANDED_OVER, ...SUCCEEDED, 'rotations', 'sim-back', 'one reason code', 'the ESME is not commanded'] },
  'lost-account-unfit-to-be-switched': { ends: 'not-migrated', says: ['MAVR Accepted', 'SCF Failure 16.10.1.GT04', 'MACR Failure MA115', 'MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA520'], but: [...AUTHORISED_TWICE, 'handover', 'one reason code'] },
  'account-given-back-and-unfit-to-be-switched': { ends: 'not-migrated', says: ['MAVR Accepted', 'SCF Failure 16.10.1.GT04', 'MACR Failure MA115', 'MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA520'], but: ['scf', 'cof', 'macr', 'report-1', 'report-6'] },
  'data-never-corrected-and-authorised-for-a-wednesday': { row: '2.5.9-X5.25-04-corrected-authorised-again', sends: { 'MSR rp mcc': 7 }, but: ['mavr', 'service-request-resolved', 'mcf-2', 'mavr-2', 'report-6-refused'], says: ['MAVR Accepted', 'SCF Failure X5.25-04', 'MACR Failure MA115', ...MIGRATED] },
  'records-fail-again': { but: ['ma', 'ma-forwarded', 'mavr', 'asked', 'found', 'macr', 'report-6'] },
  'account-unfit-again': { but: ['ma', 'ma-forwarded', 'mavr', 'asked', 'refused', 'macr', 'report-6'] },
  'hub-unheard-when-its-hand-over-is-done-anew': { row: '2.4.5-s1sp-X5.9-01-truncated-in-time', but: [...HANDED_OVER] },
  'failed-commissioning-authorised-again': { ends: 'returned-to-smso', says: ['MAVR Accepted', 'SCF Success', 'COF Failure X6.3-05', 'MACR Failure MA122', 'MAVR Accepted', 'SCF Failure X12.9.2-02', 'MACR Failure MA115'], but: [...AUTHORISED_TWICE, 'sessions', 'session-open', 'no failed SCF', 'no rollback', 'one reason code'] },
  'new-keys-put-right-and-resubmitted-twice': {
    ends: 'commissioned', says: ['MAVR Accepted', 'SCF Failure X12.9.3-01', 'MACR Failure MA115', 'MAVR Accepted', 'SCF Failure X12.9.3-01', 'MACR Failure MA115', 'MAVR Accepted', 'SCF Success', 'COF Success', 'MACR Success'],
    but: [...AUTHORISED_TWICE, ...HANDED_OVER, ...SUCCEEDED, 'sessions', 'session-open', 'shown', 'sim-back', 'sim-with-smso', 'discard', 'discarded', 'smso-told', 'smso-contact', 'scf', 'macr', 'report-6', 'one reason code', 'checking stops'],
  },
  'new-keys-put-right-and-resubmitted': { ends: 'commissioned', says: ['MAVR Accepted', 'SCF Failure X12.9.3-01', 'MACR Failure MA115', 'MAVR Accepted', 'SCF Success', 'COF Success', 'MACR Success'], but: [...AUTHORISED_TWICE, ...HANDED_OVER, ...SUCCEEDED, 'sessions', 'session-open', 'one reason code', 'checking stops'] },
  ...Object.fromEntries(['AA', 'BA', 'CA'].map((groupId) => [`silent-hub-in-a-new-common-file-${groupId}`, {
    ends: 'returned-to-smso', says: ['MAVR Accepted', 'SCF Failure X5.24-01', 'MACR Failure MA112', 'SCF Failure X5.24-01'],
    but: [...SESSIONS, ...KEYS, ...COMMISSIONED, 'scf-expired', 'mgf-2', 'mef-2', 'the SIM stays with DCC', 'no failed MACR'],
  } as const])),
  ...Object.fromEntries(['is-unfit-on-its-day', 'takes-no-certificate', 'takes-no-profile'].map((what) => [`one-of-two-${what}`, { other: MIGRATED }])), 'one-of-two-accounts-is-unfit': { other: MIGRATED },
  'week-ends-for-one-of-two-that-takes-no-profile': { row: '3.2-timeout', other: MIGRATED, ends: 'authorisation-expired', says: ['MAVR Accepted', 'MACR Failure MA101'], but: ['mcf', 'mvf', 'attempts', 'first-attempt', 'asked', 'sent-to-hub', 'not-taken', 'macr', 'report-6', 'no Incident', 'one reason code'], incidents: ['2.4.1 rp'] },
  'group-files-never-of-a-set-the-s1sp-cannot-read': { says: ['MAVR Accepted', 'MACR Failure MA101'], but: ['mcf', 'scf-expired', 'report-2', 'macr', 'no Incident'], incidents: ['2.4.3 s1sp'] },
  'reconfigured-of-a-set-the-s1sp-cannot-read': {
    ends: 'authorisation-expired', says: ['MAVR Accepted', 'MACR Failure MA101'], incidents: ['2.4.3 s1sp'],
    but: ['mcf', 'given-back', 'back', 'rollback-notice', 'contact', 'scf-late', 'report-2', 'macr', 'report-6', 'no Incident', 'no other reason code'],
  },
  'hub-unheard-for-more-than-a-week': { row: '2.3.2-MA112' },
};

export interface ExcursionVerdict extends Verdict {
  /** What it is exempt of and need not be: it holds, too. Means nothing of a run that is not as it should be. */
  readonly needless: readonly string[];
}

/** @param rows of the excursion. */
export const judgeExcursion = (excursion: string, rows: readonly string[], observed: Observed, read: Reader): ExcursionVerdict => {
  const { row = rows[0] ?? '', ends, says, other, incidents, sends = {}, but = [] } = BESIDE[excursion] ?? {};
  const expected = rowById(row);
  const { findings } = judge(observed, ends === undefined ? expected : { ...expected, disposition: ends }, read);
  const compared = (expectation: string, seen: readonly string[], written: readonly string[]): Finding =>
    ({ expectation, clause: 'as written down', result: seen.join() === written.join() ? 'pass' : 'fail', detail: seen.join(', ') });
  const kinds = observed.messages.map(({ type, from, to }) => `${type} ${roleOf(from)} ${roleOf(to)}`);
  const all = [
    ...findings.filter(({ expectation }) => !but.includes(expectation)),
    ...(says === undefined ? [] : [compared('outcomes', outcomesOf(observed, read), says)]),
    ...(other === undefined ? [] : [compared('outcomes of the other', outcomesOf({ ...observed, subject: observed.estate.installations[1]?.id ?? '' }, read), other)]),
    ...(incidents === undefined ? [] : [compared('Incidents', incidentsOf(observed, read), incidents)]),
    ...Object.entries(sends).map(([kind, count]) => compared(kind, [String(kinds.filter((each) => each === kind).length)], [String(count)])),
  ];
  const needless = but.filter((each) => findings.every(({ expectation, result }) => expectation !== each || result === 'pass'));
  return { rowId: row, findings: all, result: overall(all), needless };
};
