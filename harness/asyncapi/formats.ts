/** What the body of each kind of message is: JSON with a schema, the XML of a migration file, DUIS XML, or CSV. */
import { z } from 'zod';
import { NOTICES, type NoticeType } from '../../protocol/messages/notices.ts';
import { XML_FILE_TYPES, type MessageType } from '../../protocol/messages/types.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Format {
  readonly contentType: 'application/json' | 'application/xml' | 'text/csv';
  /** Of the body. */
  readonly schema: JsonSchema;
}

/** JSON Schema, draft 7, which AsyncAPI takes as its own. */
export const schemaOf = (type: z.ZodType): JsonSchema => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { target: 'draft-7', io: 'input' });
  return schema;
};

const isNotice = (type: MessageType): type is NoticeType & MessageType => type in NOTICES;

const DUIS: readonly MessageType[] = ['CHF_REQUEST', 'CHF_RESPONSE', 'COMMISSIONING_REQUEST', 'COUNTERSIGNED_REQUEST', 'S1SP_RESPONSE', 'SERVICE_RESPONSE', 'ALERT'];

const MA_PACKAGE: JsonSchema = {
  type: 'object', additionalProperties: false, required: ['fileName', 'csv', 'signature'],
  properties: {
    fileName: { type: 'string', pattern: '^MA_[A-Za-z0-9]+_[0-9A-F]{2}(-[0-9A-F]{2}){7}_[0-9]{8}_[0-9]{6}$' },
    csv: { type: 'string', contentEncoding: 'base64', contentMediaType: 'text/csv' },
    signature: { type: 'string', maxLength: 65_536, contentEncoding: 'base64', description: 'Detached, over the CSV; empty where the DCC authorises itself.' },
  },
};

export const formatOf = (type: MessageType): Format => {
  if (isNotice(type)) return { contentType: 'application/json', schema: schemaOf(NOTICES[type]) };
  if (type === 'MA') return { contentType: 'application/json', schema: MA_PACKAGE };
  if ((XML_FILE_TYPES as readonly MessageType[]).includes(type)) {
    return { contentType: 'application/xml', schema: { type: 'string', description: 'A signed migration file; its XSD stands in protocol/files/schema.ts.' } };
  }
  if (DUIS.includes(type)) return { contentType: 'application/xml', schema: { type: 'string', description: 'A signed DUIS document, or the emulator\'s wrapper around one.' } };
  return { contentType: 'text/csv', schema: { type: 'string', description: 'CSV in UTF-8, one header line, lines end with CR LF.' } };
};
