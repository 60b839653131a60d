/**
 * What a step asks of the world its party is set up in: who is who, and which certificates there are. A question is a text, so that it
 * can be put to another world: where all answers are the same, so is the step (`memory.ts`).
 */
import type { Certificate } from '../../protocol/security/certificate.ts';
import { nameOfBytes } from '../../protocol/security/memo.ts';
import type { Directory, Facilities } from '../../actors/runtime/party.ts';
import type { Address, CertificateId } from '../../protocol/domain.ts';

type Asked = Pick<Facilities, 'directory' | 'trust' | 'recipients'>;

/** What a party is given for itself, as text: parties of two worlds that are given the same can only differ in the answers they get. */
export const givenText = ({ address, cohort, seed, identity, keyAgreement, certificationPath }: Omit<Facilities, 'ruleSet'>): string =>
  JSON.stringify([address, cohort, seed, identity && nameOfBytes(identity.certificate.der), keyAgreement && nameOfBytes(keyAgreement.certificate.der), certificationPath.map(nameOfBytes)]);

const answered = ({ directory, trust, recipients }: Asked, [what, ...given]: readonly string[]): string => {
  const [first = '', issuer = '', at = ''] = given;
  if (what === 'recipient') return nameOfBytes(recipients(first as Address).der);
  if (what === 'certificate' || what === 'trusted') {
    const found = trust.find({ serial: first, issuer });
    return found === undefined ? 'none' : what === 'certificate' ? nameOfBytes(found.der) : trust.check(found, Number(at)) ?? 'trusted';
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
  const ask = <Given extends string, Answer>(what: keyof Directory, answer: (given: Given) => Answer) => (given: Given): Answer => {
    note(what, given);
    return answer(given);
  };
  return {
    ...facilities,
    directory: {
      entityOf: ask('entityOf', directory.entityOf), find: ask('find', directory.find),
      addressOf: ask('addressOf', directory.addressOf), addressOfSignifier: ask('addressOfSignifier', directory.addressOfSignifier),
    },
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
