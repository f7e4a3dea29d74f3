import type { DepositEvidence, FundsDeposited } from '../../domain/account/events';
import { statedOtherwise } from '../../domain/account/stated-deposit';
import { sha256Of } from '../../shared/ids';
import type { ProviderTerms } from '../provider-terms';
import type { Refusal } from '../results';

/** What a client shows for a deposit. */
export interface EvidenceRequest {
  readonly kind: DepositEvidence['kind'];
  /** The provider's words, exactly as they came. */
  readonly text: string;
  readonly signature: string | null;
}

/** The fields of the event that keep the evidence. */
export function recordedEvidence(
  evidence: EvidenceRequest | null,
): Pick<FundsDeposited, 'evidence' | 'personal'> {
  if (!evidence) return { evidence: null };
  const { kind, text, signature } = evidence;
  return { evidence: { kind, textHash: sha256Of(text), signature }, personal: { evidenceText: text } };
}

/** What distinguishes this evidence in a request's fingerprint. Without evidence it is as it always was. */
export const evidenceParts = (evidence: EvidenceRequest | null): string[] =>
  evidence ? [evidence.kind, evidence.text, evidence.signature ?? ''] : [];

type EvidenceTerms = Pick<ProviderTerms, 'readDeposit' | 'hasSigned'>;

/** Words that say otherwise are no evidence: such a deposit would stand against its own proof for ever. */
export function evidenceRefusal(
  evidence: EvidenceRequest | null,
  deposit: { readonly amountMinor: bigint; readonly reference: string },
  terms: EvidenceTerms,
): Refusal | undefined {
  if (!evidence) return undefined;
  const stated = terms.readDeposit?.(evidence.kind, evidence.text);
  const textFaults = stated ? statedOtherwise(stated, deposit) : [];
  const faults = [
    ...textFaults.map(message => ({ field: 'evidence.text', message })),
    ...signatureFaults(evidence, terms).map(message => ({ field: 'evidence.signature', message })),
  ];
  return faults.length === 0
    ? undefined
    : { code: 'EVIDENCE_INVALID', message: 'The evidence says otherwise', faults };
}

function signatureFaults({ text, signature }: EvidenceRequest, { hasSigned }: EvidenceTerms): string[] {
  if (signature === null) return [];
  if (!hasSigned) return ['must be missing: the provider signs nothing'];
  return hasSigned(text, signature) ? [] : ['is not the signature of text'];
}
