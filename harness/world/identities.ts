/** The keys of a world's parties, all from its seed (law L9, ruling R2-02). */
import { roleOf, type Address, type Estate, type Role } from '../../protocol/domain.ts';
import { createPki, type Identity, type Pki } from '../../protocol/security/pki.ts';
import type { RemotePartyRole } from '../../protocol/security/certificate.ts';
import type { Directory } from '../../actors/runtime/party.ts';
import type { PartyCertificates } from '../estate/index.ts';

const SIGNS_AS: Readonly<Partial<Record<Role, RemotePartyRole>>> = {
  supplier: 'supplierXmlSigning', rp: 'requestingPartyXmlSigning', s1sp: 's1spXmlSigning', dco: 'dcoXmlSigning', mcfvf: 'mcfvfXmlSigning',
  dsp: 'dspXmlSigning', cp: 'commissioningPartyXmlSigning',
};
/** The two that an MEF is encrypted to (R2-03). */
const OPENS: readonly Role[] = ['s1sp', 'dco'];

export interface Identities {
  readonly pki: Pki;
  signing(at: Address): Identity | undefined;
  opening(at: Address): Identity | undefined;
  /** The SMKI certificates a SEC Party wants on its devices. */
  credentials(signifier: string): PartyCertificates | undefined;
}

export const identitiesOf = (estate: Estate, directory: Directory, seed: string, at: number): Identities => {
  const pki = createPki(seed, at);
  const name = (address: Address): string => address.replace('-', ' ');
  return {
    pki,
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
