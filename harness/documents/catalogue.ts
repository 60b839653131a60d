/** `docs/catalogue.md`: the catalogue of error paths for people who read no code. */
import { GROUP_IDS, type Role } from '../../protocol/domain.ts';
import { ERROR_PATHS, GOOD_PATHS } from '../../protocol/mehrs/expected/catalogue.ts';
import { CODES } from '../../protocol/mehrs/expected/codes.ts';
import type { CatalogueEntry, Conditions } from '../../protocol/mehrs/expected/row.ts';
import { SECTIONS } from './sections.ts';
import { bullets, heading, list, markdownTable, phrase } from './markdown.ts';

const PARTY: Readonly<Record<Role, string>> = {
  supplier: 'supplier', mcc: 'Migration Control Centre', rp: 'Requesting Party', smso: 'SMSO', csp: 'CSP', s1sp: 'S1SP', dco: 'DCO',
  mcfvf: 'Migration Common File Validation Function', dsp: 'DSP', cp: 'Commissioning Party', networkOperator: 'Network Operator', bimi: 'DCC reporting', devices: 'the home',
};
const KIND: Readonly<Record<CatalogueEntry['kind'], string>> = {
  failure: 'Failure', recovery: 'Put right', 'not-applicable': 'Must not happen', success: 'Good path',
};
const partyName = (name: string): string => (Object.hasOwn(PARTY, name) ? PARTY[name as Role] : name);

const groupsText = (groups: CatalogueEntry['groups']): string => (groups.length === GROUP_IDS.length ? 'every Group ID' : `Group ID ${groups.join(', ')}`);

const circumstances = ({ fuel, supply, sameSupplier, commissioner }: Conditions): string => [
  fuel === 'dual' ? 'dual fuel' : 'electricity only', supply.every((each) => each === supply[0]) ? `${supply[0] ?? ''}` : `electricity ${supply[0]}, gas ${supply[1]}`,
  ...(fuel === 'dual' ? [sameSupplier ? 'one supplier' : 'two suppliers'] : []), commissioner === 'cp' ? 'the Commissioning Party commissions' : 'the supplier commissions',
].join(', ');

const incidentText = ({ kind, section, raisedBy, alsoRaisedBy = [], assignedTo, managedBy, ssi }: CatalogueEntry['incident']): string => (kind === 'none' ? 'none' : [
  `${kind === 'incident' ? 'Incident' : 'Service Request'}${section === undefined ? '' : ` of MEHRS ${section}`}, raised by the ${[raisedBy ?? '', ...alsoRaisedBy].map(partyName).join(', the ')}`, `assigned to the ${partyName(assignedTo ?? '')}`,
  ...(managedBy === null ? [] : [`managed by the ${partyName(managedBy)}`]), ...(ssi ? ['affected users told through the Self-Service Interface'] : []),
].join(', '));

const STOPS: Readonly<Record<CatalogueEntry['level'], string>> = { file: 'the file', installation: 'the Installation', none: 'nothing' };

const clauseOf = ({ section, source, lines }: CatalogueEntry): string =>
  `${section.startsWith('7.2') ? 'Guide' : 'MEHRS'} ${section}. ${source}.${lines.length === 0 ? '' : ` Source 002, lines ${[...new Set(lines)].join(', ')}.`}`;

const optional = (name: string, items: readonly string[]): readonly (readonly [string, string])[] => (items.length === 0 ? [] : [[name, items.join('; ')]]);

const rowText = (row: CatalogueEntry): string => {
  const { compensations = [], retries = [], notices = [], candidates = [], excludes = [], whenNotCommissionedByDcc = [], masterless } = row;
  return [
    heading(3, `${row.id}: ${row.title}`),
    bullets([
      ['Kind', `${KIND[row.kind]}; ${groupsText(row.groups)}; rule set ${row.ruleSets.join(', ')}; ${circumstances(row.conditions)}`],
      ['Cause', row.cause ?? 'nothing goes wrong'],
      ['Detected by', row.detectedBy === null ? 'nobody: there is nothing to detect' : `${partyName(row.detectedBy)}; stops ${STOPS[row.level]}`],
      ['Incident', incidentText(row.incident)],
      ['Codes', row.codes.length === 0 ? 'none' : row.codes.map(({ code, file }) => `${code === '*' ? 'a step no document names' : `\`${code}\``} in the ${file}`).join('; ')],
      ...optional('Never', excludes.map((code) => `\`${code}\``)),
      ...optional('Also allowed by the documents', candidates.slice(1).map((code) => `\`${code}\``)),
      ...optional('Attempts', retries.map(({ what, clause, attempts, lastAtMinutes, givenUpAtMinutes }) =>
        `${what}: ${attempts}, the last after ${lastAtMinutes} min${givenUpAtMinutes === null ? '' : `, given up after ${givenUpAtMinutes} min`} (${clause})`)),
      ...optional('Put back or sent anew', compensations.map(({ what, by, clause, waives = [], groups = [] }) =>
        `${groups.length === 0 ? '' : `${groups.join(', ')}: `}${what.replaceAll('-', ' ')} by the ${partyName(by)} (${clause})${waives.length === 0 ? '' : `, without ${waives.join(', ')}`}`)),
      ...optional('Told otherwise', notices.map(({ by, to, what, clause, optional }) => `${partyName(by)}${optional === true ? ' may tell' : ' to'} ${to.map((each) => partyName(each.split('.')[0] ?? '')).join(', ')}: ${what} (${clause})`)),
      ...optional('Copies go to, where the supplier commissions', whenNotCommissionedByDcc.map(partyName)),
      ['Reports', row.reports.length === 0 ? 'none' : row.reports.map(({ report, carries }) => `${report} (${carries === '*' ? 'the step' : carries})`).join(', ')],
      ...(masterless === null ? [] : [['Nobody commands the hub', `from ${masterless.from} to ${masterless.to}`] as const]),
      ['Ends', `${phrase(row.disposition)}${row.openIncidents.length === 0 ? '' : `; Incidents of ${row.openIncidents.join(', ')} may stay open`}`],
      ['The supplier', row.supplierAction],
      ['Clause', clauseOf(row)],
    ]),
  ].join('\n');
};

const bySection = (): ReadonlyMap<string, readonly CatalogueEntry[]> => {
  const sections = new Map<string, CatalogueEntry[]>();
  for (const row of ERROR_PATHS) sections.set(row.section, [...(sections.get(row.section) ?? []), row]);
  return sections;
};

const title = (section: string): string => `${section} ${SECTIONS[section] ?? ''}`.trim();

export const catalogueDocument = (): string => {
  const sections = [...bySection()];
  const playedFor = (rows: readonly CatalogueEntry[]): string => String(rows.reduce((sum, { groups }) => sum + groups.length, 0));
  const count = (rows: readonly CatalogueEntry[], kind: CatalogueEntry['kind']): string => String(rows.filter((each) => each.kind === kind).length);
  return `${[
    heading(1, 'Catalogue of error paths'),
    'Made by `mehrs docs` from `protocol/mehrs/expected/`; do not edit. Each entry says what goes wrong in the world, who notices, and what the Migration Error Handling and Retry Strategy '
    + '(MEHRS) and its sister documents demand should come of it. Codes and steps that begin with X are the emulator\'s own, because the document that has them is not public. '
    + '`npx mehrs play <id> --group <Group ID>` plays an entry.',
    '',
    list([
      '**Put right**: the same cause, removed in time.', '**Must not happen**: the documents leave a Group ID out, and the entry says what comes instead.',
      'Reports are those of the Migration Reporting Regime, by number. Rulings (A-…, R2-…) and decisions (D-…) fill the gaps of the documents: see `decisions.md`.',
    ]),
    '',
    markdownTable(['Section', 'Failures', 'Put right', 'Must not happen', 'Played for'], [
      ...sections.map(([section, rows]) => [title(section), count(rows, 'failure'), count(rows, 'recovery'), count(rows, 'not-applicable'), playedFor(rows)]),
      ['All', count(ERROR_PATHS, 'failure'), count(ERROR_PATHS, 'recovery'), count(ERROR_PATHS, 'not-applicable'), playedFor(ERROR_PATHS)],
    ]),
    ...sections.map(([section, rows]) => [heading(2, title(section)), ...rows.map(rowText)].join('\n')),
    heading(2, 'Good paths'),
    'No error paths: nothing goes wrong in them. They are played and judged like the entries above, and are counted with none of them.',
    ...GOOD_PATHS.map(rowText),
    heading(2, 'Codes'),
    markdownTable(['Code', 'Group IDs', 'Tables', 'Paired with', 'Description'], CODES.map(({ code, groups, tables, dspCode, s1spAlertCode, description }) =>
      [`\`${code}\``, groups.length === GROUP_IDS.length ? 'all' : groups.join(' '), tables.join(', '), dspCode ?? s1spAlertCode ?? '', description])),
  ].join('\n')}\n`;
};
