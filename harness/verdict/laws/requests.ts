/**
 * A Commissioning Request says what it is for: it asks its own service of a Device of the Installation, and tells of it what is known of it
 * (TMAD Table 6.3; ruling R2-07; Guide Table 5 step 20); one that the DSP refuses is the rows' matter. An alert of the DCC is for whom it goes to, of the moment it goes.
 */
import { roleOf, type Device, type Estate, type Installation } from '../../../protocol/domain.ts';
import type { MessageType } from '../../../protocol/messages/types.ts';
import { nameOfBytes } from '../../../protocol/security/memo.ts';
import { WHOSE, type Fact } from '../facts.ts';
import { textAt } from '../fields.ts';
import { foundOf, ruling, type Law } from '../world.ts';

const REQUESTS: readonly MessageType[] = ['COMMISSIONING_REQUEST', 'CHF_REQUEST'];
const RESPONSES: readonly MessageType[] = ['SERVICE_RESPONSE', 'CHF_RESPONSE'];

/** Services by what they do; those of a join are critical and not. What a supplier in a seat asks for besides is the DSP's to answer. */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  devicePrenotification: ['12.2'], updateHanDeviceLog: ['8.11'], commissionDevice: ['8.1.1'], joinService: ['8.7.1', '8.7.2'], handover: ['6.21', '6.15.1'], updateInventory: ['8.4'],
};
/** The DSP deals with these itself. */
const OF_THE_DSP: readonly string[] = ['devicePrenotification', 'updateInventory'];
/** What a request may leave out is held only where it is said: a supplier's adapter may ask, too. */
const DESCRIBED = ['manufacturer', 'model', 'deviceType', 'firmwareVersion'] as const;

const SECOND = 1_000;

const mpxnOf = ({ mpan, mprn = '' }: Installation, type: string): string => (type === 'ESME' ? mpan : type === 'GSME' ? mprn : '');

const wrongWith = (request: Fact, installation: Installation): readonly string[] => {
  const { content, stamp } = request;
  const at = (path: string): string => textAt(content, path);
  const deviceOf = (path: string): Device | undefined => installation.devices.find(({ deviceId }) => deviceId === at(path));
  const kind = at('body.kind');
  const services = SERVICES[kind];
  const target = deviceOf('target');
  const described = deviceOf('body.deviceId');
  const service = at('srvVariant');
  return foundOf(
    services?.includes(service) === false && `asks for ${service} to ${kind}`,
    !service.startsWith(at('srv')) && `${service} is no variant of ${at('srv')}`,
    kind === 'joinService' && (service === '8.7.1') !== (at('body.critical') === 'true') && `${service} is ${at('body.critical') === 'true' ? '' : 'not '}critical`,
    services !== undefined && !OF_THE_DSP.includes(kind) && target === undefined && `the Installation has no ${at('target')}`,
    kind === 'updateHanDeviceLog' && target?.deviceType !== 'CHF' && `the log of ${at('target')}, which is no hub`,
    ...['body.deviceId', 'body.otherDeviceId'].map((path) => at(path) !== '' && deviceOf(path) === undefined && `the Installation has no ${at(path)}`),
    ...(kind === 'devicePrenotification' && described !== undefined ? DESCRIBED.map((name) => at(`body.${name}`) !== '' && at(`body.${name}`) !== described[name] && `${name} ${at(`body.${name}`)}, ${described[name]} expected`) : []),
    kind === 'updateHanDeviceLog' && described !== undefined && !['', mpxnOf(installation, described.deviceType)].includes(at('body.whitelist.importMpxn')) && `MPxN ${at('body.whitelist.importMpxn')} of ${described.deviceType}`,
    kind === 'commissionDevice' && Math.abs(Number(at('body.currentAt')) - stamp.t) > SECOND * Number(at('body.tolerancePeriodSeconds')) && 'its time is not now, nor as near as it says',
    at('requestId') !== [at('originator'), at('target'), at('counter')].join(':') && `its id is ${at('requestId')}`,
  );
};

/** Nobody numbers two requests alike: a repetition is the same bytes. */
const numberedAlike = (requests: readonly Fact[]): readonly Fact[] => {
  const known = new Map<string, string>();
  return requests.filter(({ content, envelope: { body } }) => {
    const name = textAt(content, 'requestId');
    const before = known.get(name);
    known.set(name, nameOfBytes(body));
    return before !== undefined && before !== nameOfBytes(body);
  });
};

const alertWrong = ({ content, to, stamp }: Fact, estate: Estate): readonly string[] => {
  const receiver = estate.parties.find(({ role, signifier }) => to === `${role}-${signifier}`);
  return foundOf(
    receiver !== undefined && textAt(content, 'responseId.target') !== receiver.entityId && `is for ${textAt(content, 'responseId.target')}`,
    Number(textAt(content, 'at')) !== stamp.t && 'is of another moment',
    content['code'] === 'N42' && WHOSE[textAt(content, 'remotePartyRole')] !== roleOf(to) && `is about credentials of the ${textAt(content, 'remotePartyRole')}`,
  );
};

/** A response goes back to whose request it was. */
const responseWrong = ({ content, stamp }: Fact): readonly string[] => {
  return foundOf(
    textAt(content, 'responseId.target') !== textAt(content, 'request.originator') && `is for ${textAt(content, 'responseId.target')}, the request of ${textAt(content, 'request.originator')}`,
    Number(textAt(content, 'at')) !== stamp.t && 'is of another moment',
  );
};

const mpxnWrong = ({ content }: Fact, { installations }: Estate): readonly string[] => {
  const found = installations.flatMap((each) => each.devices.filter(({ deviceId }) => deviceId === content['deviceId']).map(({ deviceType }) => mpxnOf(each, deviceType)))[0];
  return found === undefined || content['mpxn'] === found ? [] : [`has MPxN ${textAt(content, 'mpxn')}, ${found} expected`];
};

export const requests: Law = ({ facts, observed: { estate } }) => {
  const refused = new Set(facts.filter(({ type, content }) => type === 'SERVICE_RESPONSE' && textAt(content, 'responseCode') !== 'I0').map(({ content }) => textAt(content, 'requestId')));
  const asked = facts.filter(({ type, unreadable, content }) => REQUESTS.includes(type) && unreadable === undefined && !refused.has(textAt(content, 'requestId')));
  const alerts = facts.filter(({ type, from, unreadable, content }) => type === 'ALERT' && from === 'dsp' && unreadable === undefined && content['code'] !== undefined);
  return [
    ruling('a Commissioning Request says what it is for', 'Guide Table 5 step 20; R2-07', [
      ...asked.flatMap((each) => {
        const installation = estate.installations.find(({ id }) => id === each.envelope.key);
        return installation === undefined ? [] : wrongWith(each, installation).map((detail) => ({ detail: `${each.type} of ${each.envelope.from} about ${installation.id}: ${detail}`, stamp: each.stamp }));
      }),
      ...numberedAlike(asked).map(({ envelope: { from }, content, stamp }) => ({ detail: `${from} numbers two requests ${textAt(content, 'requestId')}`, stamp })),
    ]),
    ruling('a response is for whose request it was', 'Guide Table 5 step 20', facts.filter(({ type, from, content }) => RESPONSES.includes(type) && from === 'dsp' && content['responseId'] !== undefined && content['request'] !== undefined)
      .flatMap((each) => responseWrong(each).map((detail) => ({ detail: `${each.type} to ${each.to} ${detail}`, stamp: each.stamp })))),
    ruling('an alert is for whom it goes to', 'Guide 4.5.6.2', alerts.flatMap((each) => [...alertWrong(each, estate), ...(each.content['code'] === 'N16' ? mpxnWrong(each, estate) : [])]
      .map((detail) => ({ detail: `${textAt(each.content, 'code')} to ${each.to} ${detail}`, stamp: each.stamp })))),
  ];
};
