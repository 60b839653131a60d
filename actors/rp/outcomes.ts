/** What became of Installations, as the S1SP and the Commissioning Party report it (Guide Table 5 steps 19, 23; MEHRS 2.5.7 to 2.7.7). */
import { GROUP_IDS, COHORT_OF } from '../../protocol/domain.ts';
import { REQUIRED_FILE_SET_CHECKS } from '../../protocol/checks/requiredFileSet.ts';
import type { Cof, Scf } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import { STEP } from '../../protocol/mehrs/parameters/steps.ts';
import { readFile } from '../shared/files.ts';
import type { Context, InternalEvent } from '../runtime/party.ts';
import { isHeld, renews } from './outages.ts';
import { authorisationEndsAt } from './sets.ts';
import type { RpTables } from './tables.ts';
import { unverified, verified } from './verification.ts';

type Rp = Context<RpTables>;

export const groupsServed = ({ cohort }: Rp) => GROUP_IDS.filter((groupId) => COHORT_OF[groupId] === cohort);

/** Whether the Installation is with the DCC already and its authorisation lets it go into a new Common File (MEHRS 2.5.6, 2.5.7 CB; rulings ). */
const willResubmit = (failedStep: string, setId: string, key: string, context: Rp): boolean => {
  const { store, now } = context;
  const authorised = store.need('authorised', key);
  const seenTo = GROUP_RULES[store.need('sets', setId).header.groupId].unfit === 'keep' || [...store.entries('assigned')].some(([, incident]) => incident.migrationSetId === setId) || isHeld(setId, context);
  return renews(setId, context) && authorised.withDcc && failedStep === STEP.requiredFileSetLate && seenTo && now < authorisationEndsAt(authorised, context);
};

/** What stays with the DCC after it has failed Table 5.25 waits for the Service Request to be resolved (MEHRS 2.5.9 CB, EA, EB; ruling A-29). */
const isToCorrect = (failedStep: string, key: string, { store, now, ruleSet }: Rp): boolean => {
  const authorised = store.need('authorised', key);
  const { groupId } = store.need('accounts', authorised.installationId);
  return GROUP_RULES[groupId].unfit === 'keep' && authorised.withDcc && REQUIRED_FILE_SET_CHECKS.some(({ id }) => id === failedStep) && now < authorisationEndsAt(authorised, { ruleSet });
};

export const readScf = (envelope: Envelope, context: Rp): readonly InternalEvent[] => {
  const { store } = context;
  const read = readFile<Scf>(envelope, 'SCF', context, groupsServed(context));
  if (!read.ok) return unverified(envelope, read, context);
  const setId = read.file.header.migrationSetId;
  const outcomes = read.file.installations.flatMap(({ installationId, outcome, failure, rollbackRequired }): readonly InternalEvent[] => {
    const key = store.get('current', installationId);
    // What is said of an Installation that was never in the set is nobody's outcome (MEHRS 2.5.9, X5.25-01).
    if (key === undefined || store.get('sets', setId)?.members.includes(key) !== true) return strange(envelope);
    const authorised = store.need('authorised', key);
    const failed = failure?.failedStepNumber ?? '';
    // A set whose MVF the Requesting Party has refused is about to be replaced (MEHRS 2.4.5).
    const again = authorised.setId !== setId || authorised.completed || authorised.scfSetId === setId || store.get('sets', setId)?.mvf === undefined;
    // A hub that is not Commissioned: an Incident is open, and another Commissioning File follows (MEHRS 2.6.7).
    const ofHub = !again && failed === STEP.chfFailure && rollbackRequired !== true;
    const underIncident = ofHub && authorised.hub?.setId !== setId;
    // In the very same words: told again for somebody else while the Incident is open. What comes of the Incident has words of its own (MEHRS 2.6.7, 2.7.2).
    const toldBefore = ofHub && !underIncident && authorised.hub?.told === failure?.supportingData;
    const toCorrect = !again && outcome === 'Failure' && isToCorrect(failed, key, context);
    if (!again && !toldBefore) store.put('authorised', key, { ...authorised, ...(underIncident ? { hub: { setId, told: failure?.supportingData ?? '' } } : { scfSetId: setId }), ...(toCorrect ? { toCorrect: setId } : {}) });
    const type = again || toldBefore ? 'SCF_SUPERSEDED'
      : underIncident ? 'SCF_FAILURE_UNDER_INCIDENT'
      : toCorrect ? 'SCF_FAILURE_TO_CORRECT'
      // Where the supplier commissions, migration is complete here (MEHRS 1.3).
      : outcome === 'Success' ? (read.file.header.toBeCommissionedByDCC ? 'SCF_SUCCESS' : 'SCF_COMPLETES')
      : rollbackRequired === true ? 'SCF_FAILURE_BACK_AT_SMSO'
      : willResubmit(failed, setId, key, context) ? 'SCF_FAILURE_TO_RESUBMIT'
      : 'SCF_FAILURE';
    return [{ machine: 'rp.installation', key, event: { type, ...(failed === '' ? {} : { failed }) } }];
  });
  return [...outcomes, ...verified(envelope, context)];
};

/** An outcome of an Installation that no authorisation is under way for: kept, and nothing done about it. */
const strange = ({ key }: Envelope): readonly InternalEvent[] => [{ machine: 'rp.library', key, event: { type: 'FILED' } }];

export const readCof = (envelope: Envelope, context: Rp): readonly InternalEvent[] => {
  const read = readFile<Cof>(envelope, 'COF', context, groupsServed(context));
  if (!read.ok) return unverified(envelope, read, context);
  const outcomes = read.file.installations.flatMap(({ installationId, outcome, failure }): readonly InternalEvent[] => {
    const key = context.store.get('current', installationId);
    if (key === undefined || context.store.need('authorised', key).completed) return strange(envelope);
    const event = outcome === 'Success' ? { type: 'COF_SUCCESS' } : { type: 'COF_FAILURE', failed: failure?.failedStepNumber ?? '' };
    return [{ machine: 'rp.installation', key, event }];
  });
  return [...outcomes, ...verified(envelope, context)];
};
