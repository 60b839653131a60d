/** The keys of a world's parties, all from its seed (law L9, ruling R2-02). */
import { roleOf, type Address, type Estate, type Role } from '../../protocol/domain.ts';
import { createPki, type Identity, type IssueRequest, type Pki } from '../../protocol/security/pki.ts';
import type { RemotePartyRole } from '../../protocol/security/certificate.ts';
import type { Directory } from '../../actors/runtime/party.ts';
import { DAY } from '../../protocol/time.ts';
import type { WrongCertificate } from '../faults/spoil.ts';
import type { PartyCertificates } from '../estate/index.ts';

const SIGNS_AS: Readonly<Partial<Record<Role, RemotePartyRole>>> = {
  supplier: 'supplierXmlSigning', rp: 'requestingPartyXmlSigning', s1sp: 's1spXmlSigning', dco: 'dcoXmlSigning', mcfvf: 'mcfvfXmlSigning',
  dsp: 'dspXmlSigning', cp: 'commissioningPartyXmlSigning',
};
const YEAR = 365 * DAY;

/** The two that an MEF is encrypted to (R2-03). */
const OPENS: readonly Role[] = ['s1sp', 'dco'];

export interface Identities {
  readonly pki: Pki;
  signing(at: Address): Identity | undefined;
  /** The identity a party's broken system signs with (ruling R2-04, checks 3 to 5). @throws RangeError for a party that signs nothing. */
  signingAs(at: Address, as: 'own' | WrongCertificate): Identity;
  opening(at: Address): Identity | undefined;
  /** The SMKI certificates a SEC Party wants on its devices. */
  credentials(signifier: string): PartyCertificates | undefined;
}

export const identitiesOf = (estate: Estate, directory: Directory, seed: string, at: number): Identities => {
  const pki = createPki(seed, at);
  const name = (address: Address): string => address.replace('-', ' ');
  const signerOf = (address: Address): IssueRequest => {
    const remotePartyRole = SIGNS_AS[roleOf(address)];
    if (remotePartyRole === undefined) throw new RangeError(`${address} signs nothing`);
    return { name: `${name(address)} signing`, entityId: directory.entityOf(address), remotePartyRole, usage: 'digitalSignature' };
  };
  const revoked = (identity: Identity): Identity => {
    pki.revoke(identity.certificate);
    return identity;
  };
  const ofAnotherAuthority = (request: IssueRequest): Identity => {
    const identity = createPki(`${seed} another authority`, at).issue(request);
    pki.publish(identity.certificate);
    return identity;
  };
  const WRONG: Readonly<Record<WrongCertificate, (request: IssueRequest) => Identity>> = {
    revoked: (request) => revoked(pki.issue({ ...request, label: 'revoked' })),
    expired: (request) => pki.issue({ ...request, notBefore: at - 2 * YEAR, notAfter: at - DAY }),
    notYetValid: (request) => pki.issue({ ...request, notBefore: at + YEAR, notAfter: at + 2 * YEAR }),
    unknownIssuer: ofAnotherAuthority,
    wrongRole: (request) => pki.issue({ ...request, remotePartyRole: 'dspXmlSigning' }),
    otherParty: (request) => pki.issue({ ...request, name: 'somebody else signing', entityId: '70-B3-D5-1F-DC-FF-FF-FE' }),
  };
  return {
    pki,
    signingAs: (address, as) => (as === 'own' ? pki.issue(signerOf(address)) : WRONG[as](signerOf(address))),
    signing: (address) => {
      const remotePartyRole = SIGNS_AS[roleOf(address)];
      return remotePartyRole === undefined ? undefined
        : pki.issue({ name: `${name(address)} signing`, entityId: directory.entityOf(address), remotePartyRole, usage: 'digitalSignature' });
    },
    opening: (address) => {
      const remotePartyRole = SIGNS_AS[roleOf(address)];
      return remotePartyRole === undefined || !OPENS.includes(roleOf(address)) ? undefined
        : pki.issue({ name: `${name(address)} opening`, entityId: directory.entityOf(address), remotePartyRole, usage: 'keyAgreement' });
    },
    credentials: (signifier) => {
      const party = estate.parties.find((each) => each.signifier === signifier);
      if (party === undefined) return undefined;
      const issue = (usage: 'digitalSignature' | 'keyAgreement') =>
        pki.issue({ name: `${signifier} device`, entityId: party.entityId, remotePartyRole: party.role, usage }).certificate;
      const id = ({ serial, issuer }: { serial: string; issuer: string }) => ({ serial, issuer });
      return { critical: id(issue('digitalSignature')), nonCritical: id(issue('keyAgreement')) };
    },
  };
};
