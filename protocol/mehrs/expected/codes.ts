/** Every code that a public document prints, once, with the tables it stands in and the Group IDs it may be given to. */
import { GROUP_IDS, type GroupId } from '../../domain.ts';
import { REASON_CODES } from './reasonCodes.ts';
import { ATTESTED_STEPS } from './steps.ts';
import { TABLE_1 } from './table1.ts';
import { TABLES_8_7 } from './tables87.ts';

export interface Code {
  readonly code: string;
  readonly description: string;
  readonly groups: readonly GroupId[];
  /** `A.1`, `1`, `8.7-1`, `8.7-3`, `S1SP Alerts`, `steps`, `April 2022`. */
  readonly tables: readonly string[];
  /** The DSP's code for what an S1SP Alert tells, and the other way round. */
  readonly dspCode?: string;
  readonly s1spAlertCode?: string;
}

/** MEHRS Table A.1 from 24 May 2022 (001): proposed, for DA alone. */
const CONSULTED: readonly Code[] = [
  { code: 'MA534', description: 'device busy with other commands', groups: ['DA'], tables: ['April 2022'] },
  { code: 'MA535', description: 'device in a mode that does not take the command', groups: ['DA'], tables: ['April 2022'] },
];

const inTable1 = new Set(TABLE_1.map(({ code }) => code));
const steps = new Set(ATTESTED_STEPS.map(({ step }) => step));

/** Tables 8.7 do not tell the groups apart. */
const ofRequests = TABLES_8_7.flatMap(({ table, request, asks, dspCode, s1spAlertCode }): Code[] => {
  const shared = { description: `${request === 'any' ? 'Commissioning Request' : request}: not so that ${asks}`, groups: GROUP_IDS };
  return [
    ...(dspCode === undefined ? [] : [{ ...shared, code: dspCode, tables: [table], s1spAlertCode }]),
    { ...shared, code: s1spAlertCode, tables: [table, 'S1SP Alerts'], ...(dspCode === undefined ? {} : { dspCode }) },
  ];
});

export const CODES: readonly Code[] = [
  ...REASON_CODES.map(({ code, wording, groups }): Code => ({
    code, description: wording, groups, tables: ['A.1', ...(inTable1.has(code) ? ['1'] : []), ...(steps.has(code) ? ['steps'] : [])],
  })),
  ...CONSULTED,
  ...ATTESTED_STEPS.filter(({ file }) => file === 'SCF').map(({ step, meaning, groups }): Code => ({ code: step, description: meaning, groups, tables: ['steps'] })),
  ...ofRequests,
];
