/** A catalogue row's record in words: what the documents say must come of it. */
import type { CatalogueEntry, Compensation } from '../../protocol/mehrs/expected/row.ts';
import { partyName } from '../reports/timeline.ts';

const COMPENSATIONS: Readonly<Record<Compensation['what'], string>> = {
  'sim-back': 'puts the SIM profile back', 'account-back': 'gives the account back', 'certificates-back': 'puts the SMSO certificates back', 'keys-deleted': 'deletes its keys',
  'file-resubmitted': 'regenerates and resubmits the file', 'new-mcf': 'puts the Installation into a new Migration Common File', 'backlog-processed': 'processes the backlog',
};

const clock = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

const many = (what: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [`${what}: ${lines.join('; ')}.`]);

export const recordOf = ({ incident, whenNotCommissionedByDcc = [], codes, reports, retries = [], compensations = [], notices = [], disposition, supplierAction, detectedBy, level }: CatalogueEntry): readonly string[] => [
  ...(detectedBy === null ? [] : [`Detected by: ${partyName(detectedBy)}; stops: ${level === 'none' ? 'nothing' : `the ${level}`}.`]),
  incident.kind === 'none' ? 'No Incident.'
    : `${incident.kind === 'incident' ? 'Incident' : 'Service Request'} ${incident.section === undefined ? '' : `of MEHRS ${incident.section} `}raised by ${[incident.raisedBy ?? '', ...(incident.alsoRaisedBy ?? [])].map(partyName).join(', ')}, assigned to ${partyName(incident.assignedTo ?? '')}, managed by ${partyName(incident.managedBy ?? '')}${incident.ssi ? '; affected users are notified through the Self-Service Interface' : ''}.`,
  ...many('Retries', retries.map(({ what, attempts, lastAtMinutes, givenUpAtMinutes, clause }) =>
    `${what}: ${attempts} attempts, the last at ${clock(lastAtMinutes)}${givenUpAtMinutes === null ? '' : `, given up at ${clock(givenUpAtMinutes)}`} [${clause}]`)),
  ...many('Compensation', compensations.map(({ what, by, clause, waives = [], groups = [] }) =>
    `${groups.length === 0 ? '' : `${groups.join(', ')}: `}${partyName(by)} ${COMPENSATIONS[what]}${waives.length === 0 ? '' : ` without ${waives.join(', ')}`} [${clause}]`)),
  ...many('Notices', notices.map(({ by, to, what, clause, optional }) => `${partyName(by)}${optional === true ? ' may tell' : ' to'} ${to.join(', ')}: ${what} [${clause}]`)),
  ...many('Where the supplier commissions, outcome files go to', whenNotCommissionedByDcc.map(partyName)),
  ...many('Codes', codes.map(({ code, file }) => `${code === '*' ? 'a step that no document names' : code} in ${file}`)),
  ...many('Reports', reports.map(({ report, carries }) => `${report} carries ${carries === '*' ? 'the step' : carries}`)),
  `Disposition: ${disposition}. The supplier: ${supplierAction}.`,
];
