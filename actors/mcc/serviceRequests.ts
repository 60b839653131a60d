/** Service Requests on the Requesting Party, in DCC's Service Management System but no Incidents (MEHRS 2.5.9; ruling A-29). */
import { COHORT_OF, address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice, type Notice } from '../../protocol/messages/notices.ts';
import { SERVICE_REQUEST_RULE } from '../../protocol/mehrs/parameters/incidents.ts';
import { MINUTE } from '../../protocol/time.ts';
import { Refusal, type Context, type InternalEvent, type Party, type Rendered } from '../runtime/party.ts';
import { required } from '../runtime/required.ts';

export interface ServiceRequestTables {
  /** Installations of a set that fail Table 5.25, by setId, as the S1SP told. */
  notViable: readonly Notice<'NOT_VIABLE'>[];
  /** Set by serviceRequestId, while it is open. */
  requests: { readonly migrationSetId: string; readonly installationIds: readonly string[] };
}
type Mcc = Context<ServiceRequestTables>;

const onSet = (key: string, type: string): InternalEvent => ({ machine: 'mcc.serviceRequest', key, event: { type } });

const setOf = (serviceRequestId: string, { store }: Mcc): string => {
  const request = store.get('requests', serviceRequestId);
  if (request === undefined) throw new Refusal(`no Service Request ${serviceRequestId} is open`);
  return request.migrationSetId;
};

const raise = (setId: string, context: Mcc): Rendered => {
  const { store, writtenAt, ruleSet } = context;
  const told = store.need('notViable', setId);
  const first = required(told[0], `Installation of ${setId} that is not viable`);
  const { section, severity, assignedTo } = SERVICE_REQUEST_RULE;
  const cohort = COHORT_OF[first.groupId];
  const serviceRequestId = `SR-${setId}`;
  const installationIds = told.map(({ installationId }) => installationId);
  store.put('requests', serviceRequestId, { migrationSetId: setId, installationIds });
  return { send: [{
    key: serviceRequestId, cohort,
    body: encodeNotice<'SERVICE_REQUEST_RAISED'>({
      serviceRequestId, section, raisedBy: address('mcc'), assignedTo: address(assignedTo, cohort), managedBy: address('mcc'), severity,
      raisedAt: writtenAt, targetResolutionAt: writtenAt + (ruleSet.incidentTargetMinutes[severity - 1] ?? 0) * MINUTE,
      migrationSetId: setId, installationIds, failed: first.failedStepNumber, detail: first.detail,
    }),
  }] };
};

/** What a Service Request that is said to be resolved is about. */
export const installationsOf = ({ body }: Pick<Envelope, 'body'>, { store }: Mcc): readonly string[] =>
  store.get('requests', decodeNotice('SERVICE_REQUEST_RESOLVED', body).serviceRequestId)?.installationIds ?? [];

/** Whether the Requesting Party is at work on what failed, so that its failure is not the last word (MEHRS 4.1 weighs what has failed for good). */
export const isBeingCorrected = (installationId: string, { store }: Mcc): boolean => [...store.entries('requests')].some(([, { installationIds }]) => installationIds.includes(installationId));

export const serviceRequests = {
  classify: {
    NOT_VIABLE: ({ body, from }, { store }): readonly InternalEvent[] => {
      const told = decodeNotice('NOT_VIABLE', body);
      if (from !== address('s1sp', COHORT_OF[told.groupId])) throw new Refusal(`NOT_VIABLE from ${from}`);
      store.put('notViable', told.migrationSetId, [...(store.get('notViable', told.migrationSetId) ?? []), told]);
      return [onSet(told.migrationSetId, 'NOT_VIABLE')];
    },
    SERVICE_REQUEST_UPDATE: ({ body }, context): readonly InternalEvent[] => [onSet(setOf(decodeNotice('SERVICE_REQUEST_UPDATE', body).serviceRequestId, context), 'UPDATED')],
    SERVICE_REQUEST_RESOLVED: ({ body }, context): readonly InternalEvent[] => {
      const { serviceRequestId } = decodeNotice('SERVICE_REQUEST_RESOLVED', body);
      const setId = setOf(serviceRequestId, context);
      context.store.delete('requests', serviceRequestId);
      return [onSet(setId, 'RESOLVED')];
    },
  } satisfies Party<ServiceRequestTables>['classify'],
  render: { raiseServiceRequest: ({ key }, context): Rendered => raise(key, context) } satisfies Party<ServiceRequestTables>['render'],
};
