/** DCC SharePoint cannot be reached by a supplier, or by DCC itself (MEHRS 2.1.1, 2.1.2). */
import { address, type Installation } from '../../../../protocol/domain.ts';
import type { MaRecord } from '../../../../protocol/files/types.ts';
import type { MessageType } from '../../../../protocol/messages/types.ts';
import { HOUR, MINUTE, addDays } from '../../../../protocol/time.ts';
import type { Shape } from '../../../estate/index.ts';
import { DEFAULT_WEEK } from '../../../world/world.ts';
import type { Cause, Causes } from '../../cause.ts';
import { file } from '../authorisation/means.ts';

const DAYS = 24;
const supplierOf = ({ electricity }: Installation) => address('supplier', electricity.supplier);

/** Out of reach from the first message of the type on, until its people have seen to it. */
const outOfReach = (who: 'supplier' | 'mcc', after: MessageType, resolutionHours: number, shape?: Shape): Cause => ({
  ...(shape === undefined ? {} : { shape }),
  faults: (installation) => [
    { kind: 'outage', on: { type: after, nth: 1 }, afterMinutes: 0, party: who === 'mcc' ? address('mcc') : supplierOf(installation), system: 'sharePoint' },
    { kind: 'resolution', section: who === 'mcc' ? '2.1.2' : '2.1.1', minutes: resolutionHours * (HOUR / MINUTE) },
  ],
});

const NEXT_WEEK = addDays(DEFAULT_WEEK, 7);
/** Two weeks: a neighbour in the same distributor's area is migrated in the first, and demanded for before SharePoint goes; the Installation is for the second. */
const secondWeek = (resolutionHours: number): Cause => ({
  ...outOfReach('supplier', 'DMD', resolutionHours), installations: 4,
  world: (installation, estate, seed) => {
    const neighbour = estate.installations.find(({ id, electricity }) => id !== installation.id && electricity.networkOperator === installation.electricity.networkOperator);
    if (neighbour === undefined) throw new Error(`nobody else in the area of ${installation.electricity.networkOperator}`);
    const only = (of: Installation, migrationWeek: string) => (records: readonly MaRecord[]): readonly MaRecord[] =>
      records.filter(({ mpan }) => mpan === of.mpan).map((record) => ({ ...record, migrationWeek, migrateOn: migrationWeek }));
    return {
      weeks: 2,
      authorisations: [
        { ...file(installation, estate, seed, only(neighbour, DEFAULT_WEEK)), migrationWeek: DEFAULT_WEEK },
        { ...file(installation, estate, seed, only(installation, NEXT_WEEK)), migrationWeek: NEXT_WEEK },
      ],
    };
  },
});

/** From before the world begins: the notice of upgrades is the first thing DCC would submit. */
const fromTheStart = (resolutionHours: number): Cause => ({
  shape: 'dual-dormant', faults: () => [{ kind: 'resolution', section: '2.1.2', minutes: resolutionHours * (HOUR / MINUTE) }], world: () => ({ sharePointDown: true }),
});
/** The reporting solution cannot reach it from the Commissioning File on, over the end of more than one period and of the day. */
const forReports: Cause = { unexplored: 'the search takes in what reporting is sent and never has it act', faults: () => [
  { kind: 'outage', on: { from: address('cp'), type: 'COF', nth: 1 }, afterMinutes: 0, party: address('bimi'), system: 'sharePoint' },
  { kind: 'resolution', section: '2.1.2', minutes: 40 * (HOUR / MINUTE) },
] };

export const SHARE_POINT_CAUSES: Causes = {
  '2.1.2-upgrade-notice': fromTheStart(5),
  '2.1.2-reports': forReports,
  '2.1.1-forecast-in-time': outOfReach('supplier', 'DMD', 5),
  '2.1.1-forecast-late': outOfReach('supplier', 'DMD', 30),
  '2.1.1-demand-in-time': secondWeek(5),
  '2.1.1-demand-late': secondWeek(40),
  '2.1.1-authorisation-in-time': outOfReach('supplier', 'MDC', 5),
  '2.1.1-authorisation-late-DA': outOfReach('supplier', 'MDC', 3 * DAYS),
  '2.1.1-authorisation-late': outOfReach('supplier', 'MDC', 3 * DAYS),
  '2.1.1-reply-in-time': outOfReach('supplier', 'MS', 5, 'dual-dormant'),
  '2.1.1-reply-late': outOfReach('supplier', 'MS', 16 * DAYS, 'dual-dormant'),
  '2.1.2-commitment': outOfReach('mcc', 'DMD', 5),
  '2.1.2-schedule': outOfReach('mcc', 'UPGRADE_NOTICE', 5, 'dual-dormant'),
  '2.1.2-schedule-late': outOfReach('mcc', 'UPGRADE_NOTICE', 16 * DAYS, 'dual-dormant'),
};
