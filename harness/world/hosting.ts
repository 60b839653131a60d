/** Sets one party of a world up: its facilities, and the records it holds on the first day. */
import { PER_COHORT, roleOf, tokenOf, type Address, type Cohort, type Role } from '../../protocol/domain.ts';
import type { RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { PARTIES } from '../../actors/index.ts';
import { PartyHost, type HostObserver } from '../../actors/runtime/host.ts';
import type { AnyParty, Directory } from '../../actors/runtime/party.ts';
import { addressesOf } from './directory.ts';
import type { Identities } from './identities.ts';
import { provision } from './provision.ts';
import { shuffledOrder } from './shuffle.ts';
import type { Provisions } from './provisions.ts';

/** What a world needs of whoever plays a party. */
export type Hosted = Pick<PartyHost, 'address' | 'store' | 'receive' | 'next' | 'boot' | 'step' | 'states' | 'pending' | 'consumed' | 'save'>;

export interface Stage {
  readonly directory: Directory;
  readonly ruleSet: RuleSet;
  readonly provisions: Provisions;
  readonly run: string;
  readonly observer: HostObserver;
  resolutionMinutes(section: string): number;
  /** Parties in place of the shipped ones: for mutants. */
  readonly parties?: Readonly<Partial<Record<Role, AnyParty>>>;
  /** Seed of another order of senders within a stamp. */
  readonly shuffle?: string;
}

/** Puts every party's certificates into the repository, as they are before the first message. */
export const publishCertificates = ({ estate, identities }: Pick<Provisions, 'estate' | 'identities'>): void => {
  for (const at of addressesOf(estate)) {
    identities.signing(at);
    identities.opening(at);
  }
  for (const { signifier } of estate.parties) identities.credentials(signifier);
};

const certificateToSealTo = (identities: Identities) => (recipient: Address) => {
  const opener = identities.opening(recipient);
  if (opener === undefined) throw new Error(`${recipient} opens nothing`);
  return opener.certificate;
};

/** A party that remembers nothing yet, not even what it is set up with: for who puts back what was saved. */
export const blankHostOf = (at: Address, { directory, ruleSet, provisions, run, observer, resolutionMinutes, parties = {}, shuffle }: Stage): PartyHost => {
  const { identities, seed } = provisions;
  const identity = identities.signing(at);
  const keyAgreement = identities.opening(at);
  return new PartyHost(parties[roleOf(at)] ?? PARTIES[roleOf(at)], {
    address: at, seed, directory, ruleSet, resolutionMinutes,
    trust: identities.pki.trustStore(),
    ...(PER_COHORT.includes(roleOf(at)) ? { cohort: tokenOf(at) as Cohort } : {}),
    ...(identity === undefined ? {} : { identity }),
    ...(keyAgreement === undefined ? {} : { keyAgreement }),
    certificationPath: [identities.pki.issuingAuthority.der],
    recipients: certificateToSealTo(identities),
  }, run, observer, shuffle === undefined ? undefined : shuffledOrder(shuffle));
};

export const hostOf = (at: Address, stage: Stage): PartyHost => {
  const host = blankHostOf(at, stage);
  provision(at, host.store, stage.provisions);
  return host;
};
