/** X5.10-14 to X5.10-18: the SMKI credentials that the MCF wants on the Devices (Guide 4.5.5; ruling R2-05). */
import type { DeviceCredentials } from '../files/types.ts';
import type { Check } from './check.ts';
import { countOf, credentialsOf, describeCredential, registeredParty, type Credential, type CommonFileFacts } from './commonFileFacts.ts';

const CLAUSE = 'TMAD Table 5.10 (R2-05)';
const CERTIFICATE_ROLE = { Supplier: 'supplier', NetworkOperator: 'networkOperator' } as const;

const slot = ({ deviceType, remotePartyRole }: DeviceCredentials): string => `${deviceType} ${remotePartyRole}`;

/**
 * What is wrong with the set of credentials, if anything. None at all is right for Dormant meters whose supplier gave none
 * (Guide 3.3.3); an Active Supplier that gives none never gets here (MA010, MA011).
 */
const setDefect = ({ installation: { credentials, devices } }: CommonFileFacts): string | undefined => {
  const slots = credentials.map(slot);
  const twice = slots.find((each, index) => slots.indexOf(each) < index);
  if (twice !== undefined) return `${twice} twice`;
  const stray = credentials.find(({ deviceType }) => countOf(devices, deviceType) === 0);
  if (stray !== undefined) return `${slot(stray)} without such a Device`;
  const lone = (['Supplier', 'NetworkOperator'] as const).find((role) => slots.includes(`GSME ${role}`) !== slots.includes(`GPF ${role}`));
  return lone === undefined ? undefined : `${lone} credentials for only one of GSME and GPF`;
};

/** A row that every credential has to satisfy. */
const eachCredential = (
  number: string, title: string, fits: (credential: Credential, facts: CommonFileFacts) => boolean,
  found: (credential: Credential, facts: CommonFileFacts) => string,
): Check<CommonFileFacts> => ({
  id: `X5.10-${number}`, title, clause: CLAUSE, profile: 'emulator',
  holds: (facts) => credentialsOf(facts).every((each) => fits(each, facts)),
  detail: (facts) => {
    const misfit = credentialsOf(facts).find((each) => !fits(each, facts))!;
    return `${describeCredential(misfit)} ${found(misfit, facts)}`;
  },
});

export const CREDENTIAL_CHECKS: readonly Check<CommonFileFacts>[] = [
  {
    id: 'X5.10-14',
    title: 'credentials are given, if at all, each kind once, for Devices of the Installation, for GSME and GPF together',
    clause: CLAUSE, profile: 'emulator',
    holds: (facts) => setDefect(facts) === undefined,
    detail: (facts) => setDefect(facts)!,
  },
  eachCredential('15', 'every certificate id is that of a certificate in the repository', ({ certificate }) => certificate !== undefined, () => 'is not in the repository'),
  eachCredential('16', 'every certificate has the Remote Party Role it is given for',
    ({ certificate, of }) => certificate === undefined || certificate.remotePartyRole === CERTIFICATE_ROLE[of.remotePartyRole],
    ({ certificate }) => `is ${certificate!.remotePartyRole}`),
  eachCredential('17', 'critical and non-critical certificates are those of the Party in Registration Data',
    ({ certificate, of }, facts) => certificate === undefined || certificate.entityId === registeredParty(facts, of)?.entityId,
    ({ certificate, of }, facts) => `is ${certificate!.entityId}, registered is ${registeredParty(facts, of)?.signifier ?? 'nobody'}`),
  eachCredential('18', 'every certificate chains to the root, is valid now and not revoked',
    ({ certificate }, { trust, now }) => certificate === undefined || trust.check(certificate, now) === undefined,
    ({ certificate }, { trust, now }) => `is ${trust.check(certificate!, now)}`),
];
