/**
 * What a step asks of the world its party is set up in: who is who, and which certificates there are. A question is a text, so that it
 * can be put to another world: where all answers are the same, so is the step (`memory.ts`).
 */
import { createHash } from 'node:crypto';
import type { Certificate } from '../../protocol/security/certificate.ts';
import type { Directory, Facilities } from '../../actors/runtime/party.ts';
import type { CertificateId } from '../../protocol/domain.ts';

type Asked = Pick<Facilities, 'directory' | 'trust' | 'recipients'>;

const digests = new WeakMap<Certificate, string>();

const digestOf = (certificate: Certificate): string => {
  let digest = digests.get(certificate);
  if (digest === undefined) digests.set(certificate, (digest = createHash('sha256').update(certificate.der).digest('base64')));
  return digest;
};

/** What a party is given for itself, as text: parties of two worlds that are given the same can only differ in the answers they get. */
export const givenText = ({ address, cohort, seed, identity, keyAgreement, certificationPath }: Omit<Facilities, 'ruleSet'>): string =>
  JSON.stringify([address, cohort, seed, identity && digestOf(identity.certificate), keyAgreement && digestOf(keyAgreement.certificate), certificationPath.map((der) => Buffer.from(der).toString('base64'))]);

const DIRECTORY: readonly (keyof Directory)[] = ['entityOf', 'find', 'addressOf', 'addressOfSignifier'];

const answered = ({ directory, trust, recipients }: Asked, [what, ...given]: readonly string[]): string => {
  const [first = '', issuer = '', at = ''] = given;
  if (what === 'recipient') return digestOf(recipients(first as never));
  if (what === 'certificate' || what === 'trusted') {
    const found = trust.find({ serial: first, issuer });
    return found === undefined ? 'none' : what === 'certificate' ? digestOf(found) : trust.check(found, Number(at)) ?? 'trusted';
  }
  return directory[what as keyof Directory](first as never) ?? 'nobody';
};

const SEPARATOR = '\u0003';

/** The answer here, as text. What fails fails in the same words wherever it fails for the same reason. */
export const answerTo = (facilities: Asked, question: string): string => {
  try {
    return answered(facilities, question.split(SEPARATOR));
  } catch (error) {
    return `fails: ${(error as Error).message}`;
  }
};

/** A certificate may be made, or revoked, while a world runs. */
export const mayChange = (question: string): boolean => question.startsWith('certificate') || question.startsWith('trusted');

/** The same facilities; what is asked of them is noted. */
export const asking = <F extends Asked>(facilities: F, questions: Set<string>): F => {
  const note = (...words: readonly string[]): void => void questions.add(words.join(SEPARATOR));
  const { directory, trust, recipients } = facilities;
  const ask = (what: keyof Directory) => (given: never) => {
    note(what, given);
    return directory[what](given);
  };
  return {
    ...facilities,
    directory: Object.fromEntries(DIRECTORY.map((what) => [what, ask(what)])) as unknown as Directory,
    trust: {
      find: (id: CertificateId) => {
        note('certificate', id.serial, id.issuer);
        return trust.find(id);
      },
      check: (certificate: Certificate, at: number) => {
        note('trusted', certificate.serial, certificate.issuer, String(at));
        return trust.check(certificate, at);
      },
    },
    recipients: (at) => {
      note('recipient', at);
      return recipients(at);
    },
  };
};
