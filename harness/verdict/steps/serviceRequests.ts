/** Every Service Request of the run: the MCC's on the Requesting Party, for CB, EA and EB alone (MEHRS 2.5.9; ruling A-29). */
import { COHORT_OF, address } from '../../../protocol/domain.ts';
import type { Fact } from '../facts.ts';
import { isRecord, textAt } from '../fields.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';

const GROUPS: readonly string[] = ['CB', 'EA', 'EB'];
const ANSWERS: readonly string[] = ['SERVICE_REQUEST_UPDATE', 'SERVICE_REQUEST_RESOLVED'];

export const serviceRequests: Law = ({ facts, observed }) => {
  const wrong: { detail: string; stamp: Fact['stamp'] }[] = [];
  for (const { type, content, from, to, envelope, stamp } of facts) {
    const id = textAt(content, 'serviceRequestId');
    if (type === 'SERVICE_REQUEST_RAISED') {
      const ids = Array.isArray(content['installationIds']) ? content['installationIds'] : [];
      const named = observed.estate.installations.filter((each) => ids.includes(each.id));
      if (from !== 'mcc') wrong.push({ detail: `${id} is raised by ${from}`, stamp });
      for (const each of named) {
        if (!GROUPS.includes(each.groupId)) wrong.push({ detail: `${id} is about ${each.id} of ${each.groupId}`, stamp });
        if (to !== address('rp', COHORT_OF[each.groupId])) wrong.push({ detail: `${id} about ${each.id} is raised on ${to}`, stamp });
      }
    } else if (ANSWERS.includes(type)) {
      const asked = content['serviceRequest'];
      if (!isRecord(asked)) wrong.push({ detail: `${type} ${id} before it was raised`, stamp });
      else if (from !== textAt(asked, 'assignedTo') || envelope.to !== 'mcc') wrong.push({ detail: `${type} ${id} from ${envelope.from} to ${to}`, stamp });
    }
  }
  return [ruling('Service Requests are the MCC\'s on the Requesting Party', 'MEHRS 2.5.9', wrong)];
};
