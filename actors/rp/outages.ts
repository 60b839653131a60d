/** The Requesting Party's systems: what wants them, and what is left to do when they come back (MEHRS 2.4.1, 2.5.1, 2.5.5, 2.5.6). */
import { address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice } from '../../protocol/messages/notices.ts';
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import { MINUTE } from '../../protocol/time.ts';
import { askFor, hold, isDown, outageRenderings, type Held } from '../shared/outages.ts';
import { Refusal, type Context, type InternalEvent, type Party, type Rendered } from '../runtime/party.ts';
import { lastAskedAt } from './ladders.ts';
import { fileSetClosesAt, goingIn, handedOver, memberIds, stillValid, suppliersOf } from './sets.ts';
import type { MigrationSet, RpTables } from './tables.ts';

type Rp = Context<RpTables>;

const tell = ({ machine, key }: Held, type: string): Rendered => ({ tell: [{ machine, key, event: { type } }] });
const setAt = ({ key }: Held, { store }: Rp): MigrationSet => store.need('sets', key);

/** Work on a set, unless nothing of it is still authorised. */
const ifAuthorised = (system: string) => (at: Held, context: Rp): Rendered =>
  (stillValid(setAt(at, context).members, context).length === 0 ? tell(at, 'NOTHING_LEFT') : askFor(system, at, context));

/** Once the S1SP no longer waits for the file set, nothing is handed over any more (MEHRS 2.5.1; ruling A-19). */
const tryMigration = (at: Held, context: Rp): Rendered =>
  (context.now > lastAskedAt(setAt(at, context), context) ? tell(at, 'NOTHING_LEFT') : ifAuthorised('migration')(at, context));

/** Whether Installations with the DCC go into a new Common File when their Group Files are late: by group, or as the MCC instructs (MEHRS 2.5.6; ruling A-25). */
export const renews = (setId: string, { store }: Rp): boolean =>
  GROUP_RULES[store.need('sets', setId).header.groupId].unfit === 'keep' || store.get('instructions', setId) === 'newMcf';

/** The set waits for its Group Files to be made. */
export const isHeld = (setId: string, { store }: Rp): boolean => (store.get('backlogs', 'groupFiles') ?? []).some(({ key }) => key === setId);

/** The Installations are with the DCC: the Group Files go out, or it is too late for them, or they cannot be made (MEHRS 2.5.6). */
const tryFiles = (at: Held, context: Rp): Rendered => {
  const set = setAt(at, context);
  if (isDown('groupFiles', context)) {
    // Whoever comes first has it investigated; there is no Incident to raise.
    hold('groupFiles', at, context);
    return { tell: [{ machine: at.machine, key: at.key, event: { type: 'SYSTEM_DOWN' } }, { machine: 'rp.investigation', key: at.key, event: { type: 'HELD' } }] };
  }
  // Its hubs are the SMSO's again, though its system has been put right for somebody else meanwhile.
  if (context.store.get('instructions', at.key) === 'reconfigure') return tell(at, 'NOTHING_LEFT');
  if (context.now <= fileSetClosesAt(set, context)) return tell(at, GROUP_RULES[set.header.groupId].mgf ? 'FILES_DUE' : 'FILES_DUE_WITHOUT_MGF');
  return tell(at, renews(at.key, context) && stillValid(handedOver(set, context), context).length > 0 ? 'GROUP_FILES_LATE' : 'NOTHING_LEFT');
};

const reportHeld = ({ key }: { key: string }, context: Rp): Rendered => {
  const set = context.store.need('sets', key);
  const installationIds = set.ready.map((each) => context.store.need('authorised', each).installationId);
  const body = encodeNotice<'GROUP_FILES_HELD'>({
    migrationSetId: key, groupId: set.header.groupId, installationIds, fileSetClosesAt: fileSetClosesAt(set, context),
    // What the people who look into it think.
    expectedAt: context.now + context.resolutionMinutes(INVESTIGATED) * MINUTE,
  });
  return { send: [{ key, body }] };
};

/** The section whose people investigate without an Incident. */
const INVESTIGATED = '2.5.6';

/** Those flagged as a priority are first in the backlog of Common Files; elsewhere the order of receipt is all (MEHRS 2.4.1, 2.5.1, 2.5.5). */
const isFirst = (system: string, { key }: Held, { store }: Rp): boolean =>
  system === 'commonFile' && store.need('sets', key).members.some((member) => store.need('authorised', member).authorisations.some(({ record }) => record.priority === 'True'));

export const readInstruction = (envelope: Envelope, { store }: Rp): readonly InternalEvent[] => {
  if (envelope.from !== address('mcc')) throw new Refusal(`MCC_INSTRUCTION from ${envelope.from}`);
  const { migrationSetId, instruction } = decodeNotice('MCC_INSTRUCTION', envelope.body);
  if (store.get('sets', migrationSetId) === undefined) throw new Refusal(`no set ${migrationSetId}`);
  store.put('instructions', migrationSetId, instruction);
  return [{ machine: 'rp.library', key: envelope.key, event: { type: 'FILED' } }];
};

export const outages = {
  render: {
    ...outageRenderings<RpTables>((_system, { key }, context) => {
      const set = context.store.need('sets', key);
      return { migrationSetId: key, installationIds: memberIds(set, context), affectedUsers: suppliersOf(set, context) };
    }, isFirst),
    tryMcf: (at, context) => (goingIn(setAt(at, context), context).length === 0 ? tell(at, 'NOTHING_LEFT') : askFor('commonFile', at, context)),
    tryMigration,
    tryGroupFiles: (at, context) => askFor('groupFiles', at, context),
    tryFiles,
    reportHeld,
    endInvestigation: () => ({ tell: [{ machine: 'rp.system', key: 'groupFiles', event: { type: 'REPAIRED' } }] }),
  },
  delays: { investigation: (_at, context) => context.resolutionMinutes(INVESTIGATED) * MINUTE },
} satisfies Pick<Party<RpTables>, 'render' | 'delays'>;
