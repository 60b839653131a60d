/**
 * CPU time of a run against its mandatory floor: the same bytes only signed once, verified, schema-validated, parsed and
 * opened once per receiver that must, measured in the same process. `npm run bench -- [installations]`.
 */
import { decodeFile } from '../protocol/files/decode.ts';
import { decodeMa, decodeMacr, decodeMavr } from '../protocol/files/csv.ts';
import { decodeMaPackage } from '../protocol/files/maPackage.ts';
import { parseXml, validateSchema } from '../protocol/files/xml.ts';
import type { Envelope } from '../protocol/messages/envelope.ts';
import { XML_FILE_TYPES, type MessageType } from '../protocol/messages/types.ts';
import { roleOf, type Role } from '../protocol/domain.ts';
import { open, seal } from '../protocol/security/encrypt.ts';
import { signXml, verifyXml } from '../protocol/security/xmlSignature.ts';
import { generateEstate } from '../harness/estate/index.ts';
import { directoryOf } from '../harness/world/directory.ts';
import { identitiesOf } from '../harness/world/identities.ts';
import { createWorld, type World } from '../harness/world/world.ts';
import { WISHES } from '../harness/cli/estate.ts';

const FILES: readonly MessageType[] = XML_FILE_TYPES;
const SIGNED: readonly MessageType[] = [...FILES, 'CHF_REQUEST', 'CHF_RESPONSE', 'COMMISSIONING_REQUEST', 'COUNTERSIGNED_REQUEST', 'S1SP_RESPONSE', 'SERVICE_RESPONSE', 'ALERT'];
/** Receivers that have to verify what they are sent; the others only read it. */
const VERIFIES: Readonly<Partial<Record<MessageType, readonly Role[]>>> = {
  MCF: ['s1sp', 'dco', 'mcfvf', 'cp', 'supplier'], MVF: ['rp', 's1sp', 'dco'], MGF: ['s1sp'], MEF: ['s1sp', 'dco'], SCF: ['rp', 'cp', 'supplier'], COF: ['rp'],
  CHF_REQUEST: ['dsp'], COMMISSIONING_REQUEST: ['dsp'], COUNTERSIGNED_REQUEST: ['s1sp'], S1SP_RESPONSE: ['dsp'],
};
const MS = 1000;
const cpuMs = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / MS;
};
/** The root's own signature is its last child; one that belongs to something inside stays. */
const withoutSignature = (xml: string): string => {
  const at = Math.max(xml.lastIndexOf('<Signature '), xml.lastIndexOf('<ds:Signature '));
  return at < 0 ? xml : xml.slice(0, at) + xml.slice(xml.indexOf('>', xml.lastIndexOf('Signature>') - 1) + 1);
};

interface Parties {
  readonly identities: ReturnType<typeof identitiesOf>;
  readonly directory: ReturnType<typeof directoryOf>;
}

interface Parts {
  sign: number;
  verify: number;
  parse: number;
  encrypt: number;
}

/** Does only what must be done with the bytes of a run, and says how long each kind of it took, CPU ms. */
const floorOf = (world: World): Parts => {
  const { estate, seed } = world.options;
  const directory = directoryOf(estate);
  const identities = identitiesOf(estate, directory, seed, world.startAt);
  for (const { signifier } of estate.parties) identities.credentials(signifier);
  for (const { from } of world.journal.messages) if (from !== 'world') identities.signing(from);
  const trust = identities.pki.trustStore();
  const parts: Parts = { sign: 0, verify: 0, parse: 0, encrypt: 0 };
  const timed = <R>(part: keyof Parts, work: () => R): R => {
    const since = process.cpuUsage();
    const result = work();
    parts[part] += cpuMs(since);
    return result;
  };
  const seen = new Set<Uint8Array>();
  for (const message of world.journal.inOrder()) {
    if (!SIGNED.includes(message.type)) {
      timed('parse', () => parsePlain(message));
      continue;
    }
    const signer = identities.signing(message.from);
    if (!seen.has(message.body) && signer !== undefined) {
      const bare = withoutSignature(new TextDecoder().decode(message.body));
      if (bare.length < message.body.length) timed('sign', () => signXml(bare, signer));
    }
    const document = timed('parse', () => {
      const parsed = parseXml(message.body);
      if (FILES.includes(message.type)) validateSchema(parsed);
      return parsed;
    });
    if (VERIFIES[message.type]?.includes(roleOf(message.to))) timed('verify', () => verifyXml(document, trust, message.stamp.t));
    document.dispose();
    if (message.type === 'COUNTERSIGNED_REQUEST') timed('verify', () => verifyInner(message, trust));
    if (message.type === 'MEF') timed('encrypt', () => cryptOf(message, seen.has(message.body), { identities, directory }, seed));
    seen.add(message.body);
  }
  return parts;
};

const parsePlain = ({ type, body }: Envelope): unknown => {
  switch (type) {
    case 'MA': return decodeMa(decodeMaPackage(body).csv);
    case 'MAVR': return decodeMavr(body);
    case 'MACR': return decodeMacr(body);
    case 'MRR': case 'MIF': case 'DMD': case 'MDC': case 'MS': case 'MS_REPLY': case 'AGGREGATE_FORECAST': case 'AGGREGATE_COMMITMENT': case 'MS_CAPACITY': case 'UPGRADE_NOTICE': case 'MSR':
      return new TextDecoder().decode(body);
    default: return JSON.parse(new TextDecoder().decode(body));
  }
};

const verifyInner = ({ body, stamp }: Envelope, trust: ReturnType<ReturnType<typeof identitiesOf>['pki']['trustStore']>): void => {
  const inner = /SignedRequest>([^<]*)</.exec(new TextDecoder().decode(body))?.[1];
  if (inner === undefined) throw new Error('a Countersigned Request without a request in it');
  const document = parseXml(Buffer.from(inner, 'base64'));
  verifyXml(document, trust, stamp.t);
  document.dispose();
};

/** Seals every share once, opens at each receiver its own. */
const cryptOf = ({ body, to }: Envelope, sealed: boolean, { identities, directory }: Parties, seed: string): void => {
  const file = decodeFile(body);
  const opener = identities.opening(to);
  if (file.type !== 'MEF') return;
  for (const { deviceId, s1spShare, dcoShare } of file.installations.flatMap(({ devices }) => devices)) {
    if (!sealed) for (const { recipient } of [s1spShare, dcoShare]) {
      const holder = identities.opening(directory.addressOf(recipient) ?? '');
      if (holder !== undefined) seal(new Uint8Array(32), holder.certificate, seed, `${deviceId} ${recipient}`);
    }
    if (opener !== undefined) open(to === 'dco' ? dcoShare : s1spShare, opener);
  }
};

const measure = async (installations: number): Promise<{ readonly runMs: number; readonly floor: Parts; readonly messages: number; readonly rssMb: number }> => {
  const world = await createWorld({ estate: generateEstate({ seed: '7', installations, ...WISHES }) });
  const since = process.cpuUsage();
  await world.run();
  const runMs = cpuMs(since);
  const rssMb = process.memoryUsage().rss / 1e6;
  return { runMs, floor: floorOf(world), messages: world.journal.messages.length, rssMb };
};

const sizes = process.argv.slice(2).map(Number).filter((size) => Number.isSafeInteger(size) && size > 0);
await measure(14); // warms the compiler up, so that sizes compare
const results: { readonly size: number; readonly perInstallation: number }[] = [];
for (const size of sizes.length === 0 ? [42] : sizes) {
  const { runMs, floor, messages, rssMb } = await measure(size);
  const floorMs = floor.sign + floor.verify + floor.parse + floor.encrypt;
  const share = (part: number): string => `${(part / size).toFixed(1)} ms`;
  results.push({ size, perInstallation: runMs / size });
  process.stdout.write(`${size} Installations, ${messages} messages: ${share(runMs)} CPU each, floor ${share(floorMs)}, ratio ${(runMs / floorMs).toFixed(2)}\n`
    + `  floor: sign ${share(floor.sign)}, verify ${share(floor.verify)}, parse and validate ${share(floor.parse)}, encrypt ${share(floor.encrypt)}; everything else ${share(runMs - floorMs)}\n`
    + `  resident memory ${rssMb.toFixed(0)} MB, ${((rssMb * 1000) / size).toFixed(0)} KB an Installation, everything kept\n`);
}
const [first, last] = [results[0], results.at(-1)];
if (first !== undefined && last !== undefined && first !== last) {
  const exponent = 1 + Math.log(last.perInstallation / first.perInstallation) / Math.log(last.size / first.size);
  process.stdout.write(`growth from ${first.size} to ${last.size}: exponent ${exponent.toFixed(3)}\n`);
}
