/** The Requesting Party's last look at an Installation before it hands it over (MEHRS 2.5.4, Table A.1; ruling R2-06). */
import { checkGate, gateReasonCode, type GateCheckId } from '../../protocol/checks/gate.ts';
import { checkSinceAuthorisation, checkStanding } from '../../protocol/checks/sinceAuthorisation.ts';
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import { eventsFor, type Context, type InternalEvent } from '../runtime/party.ts';
import { accountNow, authorisedBy, type MigrationSet, type RpTables } from './tables.ts';

/** The Table A.1 code of the first row in its order that says no. */
const refusalOf = (key: string, { mvf }: MigrationSet, context: Context<RpTables>): string | undefined => {
  const { store, now, ruleSet } = context;
  const authorised = store.need('authorised', key);
  const { installationId, submitted, waiveWanContact } = authorised;
  const account = accountNow(installationId, context);
  const reference = store.need('reference', 'all');
  const since = { account, submitted, authorisedBy: authorisedBy(authorised), reference };
  const changed = checkSinceAuthorisation(since);
  if (changed !== undefined) return changed.id;
  const mvfEntry = mvf?.installations.find((entry) => entry.installationId === installationId);
  const gate = checkGate({ account, reference, now, wanContactDays: ruleSet.wanContactDays, waiveWanContact, mvfEntry });
  if (gate !== undefined) return gateReasonCode(gate.id as GateCheckId, account.groupId, { ruleSet: ruleSet.id, defects: account.configurationDefects });
  return checkStanding(since)?.id;
};

export const gate = (key: string, set: MigrationSet, context: Context<RpTables>): InternalEvent => {
  const { installationId, withDcc } = context.store.need('authorised', key);
  const failed = refusalOf(key, set, context);
  const { certificateFirst } = GROUP_RULES[context.store.need('accounts', installationId).groupId];
  const type = withDcc ? 'GATE_PASSED_WITH_DCC' : certificateFirst ? 'GATE_PASSED_CERTIFICATE_FIRST' : 'GATE_PASSED';
  return eventsFor('rp.installation')(key, failed === undefined ? type : 'GATE_FAILED', failed);
};
