import { id_signedData, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  id_ct_tstInfo,
  MessageImprint,
  PKIStatus,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { hashBytes } from '../merkle/hashing';

const SHA_256 = '2.16.840.1.101.3.4.2.1';

/** The answer of a time stamp authority is not one, or not the one that was asked for. The message says why. */
export class BadTimeStamp extends Error {
  override name = 'BadTimeStamp';
}

/** What a time stamp says. Its signature is not verified here: `openssl ts -verify` does that with the authority's certificate. */
export interface TimeStamp {
  readonly stampedAt: Date;
  /** Undefined: it has none. */
  readonly nonce: Buffer | undefined;
  readonly hasCertificates: boolean;
}

/**
 * A request for a time stamp with the authority's certificate: the DER of a TimeStampReq (RFC 3161, section 2.4.1).
 * @param nonce a positive number: its first byte is from 0x01 to 0x7f
 */
export function timeStampRequest(data: Uint8Array, nonce: Buffer): Buffer {
  const messageImprint = new MessageImprint({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA_256, parameters: null }),
    hashedMessage: new OctetString(hashBytes(data)),
  });
  const asked = new TimeStampReq({ messageImprint, nonce: Uint8Array.from(nonce).buffer, certReq: true });
  return Buffer.from(AsnConvert.serialize(asked));
}

/**
 * Reads the DER of a TimeStampResp (RFC 3161, section 2.4.2) over these bytes.
 * @throws {BadTimeStamp} it is none, a refusal, or a stamp of other bytes
 */
export function parseTimeStamp(answer: Uint8Array, data: Uint8Array): TimeStamp {
  const { info, certificates } = contentOf(answer);
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithm !== SHA_256 || !hashBytes(data).equals(Buffer.from(hashedMessage.buffer)))
    throw new BadTimeStamp('the stamp is of other bytes');
  const nonce = info.nonce && Buffer.from(info.nonce);
  return { stampedAt: info.genTime, nonce, hasCertificates: certificates > 0 };
}

/** The stamp that answers this request. @throws {BadTimeStamp} */
export function parseAnswer(answer: Uint8Array, data: Uint8Array, nonce: Buffer): TimeStamp {
  const stamp = parseTimeStamp(answer, data);
  if (!stamp.nonce?.equals(nonce)) throw new BadTimeStamp('the answer is of another request');
  if (!stamp.hasCertificates) throw new BadTimeStamp('the answer has no certificate of the authority');
  return stamp;
}

function contentOf(answer: Uint8Array): { info: TSTInfo; certificates: number } {
  const { status, timeStampToken } = parseAs(TimeStampResp, answer);
  if (status.status !== PKIStatus.granted && status.status !== PKIStatus.grantedWithMods)
    throw new BadTimeStamp(`the authority refuses with status ${status.status}`);
  if (timeStampToken?.contentType !== id_signedData) throw new BadTimeStamp('the answer has no stamp');
  const signed = parseAs(SignedData, timeStampToken.content);
  const { eContentType, eContent } = signed.encapContentInfo;
  const content = eContent?.single?.buffer;
  if (eContentType !== id_ct_tstInfo || !content) throw new BadTimeStamp('the answer has no stamp');
  return { info: parseAs(TSTInfo, content), certificates: signed.certificates?.length ?? 0 };
}

type Schema<Value> = new () => Value;

function parseAs<Value>(schema: Schema<Value>, bytes: Uint8Array | ArrayBuffer): Value {
  try {
    return AsnConvert.parse(bytes, schema);
  } catch (error) {
    throw new BadTimeStamp('the answer is not the DER of a time stamp', { cause: error });
  }
}
