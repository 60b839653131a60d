/** What became of each Installation, as the files say: the last word is the Completion Response (MEHRS 2.4.1). */
import { COHORT_OF, type Estate, type GroupId, type Installation } from '../../protocol/domain.ts';
import { decodeMacr, decodeMavr } from '../../protocol/files/csv.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { authorisersOf } from '../estate/index.ts';
import type { GivenAuthorisation } from '../world/provisions.ts';

export interface Outcome {
  readonly installationId: string;
  readonly groupId: GroupId;
  /** `unauthorised`: its supplier's own file, given by the user, does not name it. */
  readonly outcome: 'commissioned' | 'failed' | 'rejected' | 'unauthorised' | 'open';
  /** Table A.1 reason code of the MAVR or MACR, where there is one. */
  readonly reasonCode: string;
  /** Last FailedStepNumber an MVF, SCF or COF gave. */
  readonly failedStepNumber: string;
  readonly attempts: number;
}

interface Trail {
  outcome: Outcome['outcome'];
  reasonCode: string;
  failedStepNumber: string;
  attempts: number;
}

const leftOut = (installation: Installation, given: readonly GivenAuthorisation[]): boolean => {
  const { mpan, mprn, groupId } = installation;
  const its = given.filter(({ supplier, cohort }) => cohort === COHORT_OF[groupId] && authorisersOf(installation).includes(supplier));
  return its.length > 0 && !its.some(({ records }) => records.some((record) => record.mpan === mpan || (mprn !== undefined && record.mprn === mprn)));
};

/** @param given Migration Authorisations that stood in place of those suppliers would have written. */
export const outcomesOf = (estate: Estate, messages: readonly Envelope[], given: readonly GivenAuthorisation[] = []): readonly Outcome[] => {
  const trails = new Map<string, Trail>(estate.installations.map(({ id }) => [id, { outcome: 'open', reasonCode: '', failedStepNumber: '', attempts: 0 }]));
  const byMpxn = new Map(estate.installations.flatMap(({ id, mpan, mprn }) => [mpan, mprn].flatMap((mpxn) => (mpxn === undefined ? [] : [[mpxn, id] as const]))));
  const update = (id: string | undefined, change: Partial<Trail>): void => {
    const trail = trails.get(id ?? '');
    if (trail !== undefined) Object.assign(trail, change);
  };
  // Each file once, as the reporting solution gets it.
  for (const { type, body } of messages.filter(({ to }) => to === 'bimi')) {
    if (type === 'MAVR') for (const { mpan, mprn, result, reasonCode } of decodeMavr(body).records) update(byMpxn.get(mpan) ?? byMpxn.get(mprn), result === 'Rejected' ? { outcome: 'rejected', reasonCode } : {});
    if (type === 'MACR') for (const { mpan, mprn, completionStatus, reasonCode } of decodeMacr(body).records) update(byMpxn.get(mpan) ?? byMpxn.get(mprn), { outcome: completionStatus === 'Success' ? 'commissioned' : 'failed', reasonCode });
    if (type !== 'MCF' && type !== 'MVF' && type !== 'SCF' && type !== 'COF') continue;
    const file = decodeFile(body);
    if (file.type === 'MCF') for (const { installationId } of file.installations) update(installationId, { attempts: (trails.get(installationId)?.attempts ?? 0) + 1 });
    if (file.type === 'MVF' || file.type === 'SCF' || file.type === 'COF') for (const { installationId, failure } of file.installations) if (failure !== undefined) update(installationId, { failedStepNumber: failure.failedStepNumber });
  }
  for (const each of estate.installations) if (trails.get(each.id)?.outcome === 'open' && leftOut(each, given)) update(each.id, { outcome: 'unauthorised' });
  return estate.installations.map(({ id, groupId }) => ({ installationId: id, groupId, ...(trails.get(id) as Trail) }));
};
