import { ok, refuse, type Result } from '../../shared/result';
import { childrenOf, type DataObject, isAccountTemplate, isUnreservedTemplate, textOf } from './data-objects';
import { isPixKeyOfSomeType } from './pix-key';

/** Where the money of a BR Code goes. */
type BrCodeAccount =
  /** To a PIX key. `text` is the payee's own note, where there is one. */
  | { readonly kind: 'static'; readonly key: string; readonly text: string | null }
  /** Pays what an address without scheme describes; Holdfast never opens that address. */
  | { readonly kind: 'dynamic'; readonly location: string }
  /** Nowhere by itself: such a code only offers to agree to recurring debits. */
  | { readonly kind: 'none' };

export interface PixTemplates {
  readonly account: BrCodeAccount;
  /** The address of the recurring debits that are offered, where there are some. */
  readonly recurrence: string | null;
  /** What the account's template says beside key, note and address, which changes what a payment means. */
  readonly unknownTags: readonly string[];
}

const PIX = 'br.gov.bcb.pix';
const KNOWN_TAGS = ['00', '01', '02', '25'];
const LOCATION = /^(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}\/[\x21-\x7e]+$/i;

/** What a code's PIX templates say, or why they can't be followed. Other arrangements' templates are left alone. */
export function readPixTemplates(objects: readonly DataObject[]): Result<PixTemplates, string> {
  const templates = objects.filter(({ id }) => isAccountTemplate(id) || isUnreservedTemplate(id));
  const nobodys = templates.find(({ id }) => textOf(childrenOf(objects, id), '00') === null);
  if (nobodys) return refuse(`tag ${nobodys.id}-00 is missing`);
  const ids = templates.map(({ id }) => id).filter(id => isPix(childrenOf(objects, id)));
  const [accountId, ...moreAccounts] = ids.filter(isAccountTemplate);
  const [offerId, ...moreOffers] = ids.filter(isUnreservedTemplate);
  if (accountId === undefined) return refuse('it is no PIX code: tags 26 to 51 do not name br.gov.bcb.pix');
  if (moreAccounts.length > 0) return refuse('it names more than one PIX account');
  if (moreOffers.length > 0) return refuse('it offers more than one recurrence');
  const fields = childrenOf(objects, accountId);
  const recurrence = offerId === undefined ? null : textOf(childrenOf(objects, offerId), '25');
  if (offerId !== undefined && !isLocation(recurrence))
    return refuse(`tag ${offerId}-25 is not an address without scheme`);
  const account = accountOf(accountId, fields, recurrence !== null);
  const unknownTags = fields.map(({ id }) => id).filter(id => !KNOWN_TAGS.includes(id));
  return account.ok ? ok({ account: account.value, recurrence, unknownTags }) : account;
}

function accountOf(
  id: string,
  fields: readonly DataObject[],
  mayBeNone: boolean,
): Result<BrCodeAccount, string> {
  const key = textOf(fields, '01');
  const location = textOf(fields, '25');
  if (key !== null && location !== null) return refuse(`tag ${id} names both a key and an address`);
  if (key !== null) {
    if (!isPixKeyOfSomeType(key)) return refuse(`tag ${id}-01 is not a PIX key`);
    return ok({ kind: 'static', key, text: textOf(fields, '02') });
  }
  if (location !== null) {
    if (!isLocation(location)) return refuse(`tag ${id}-25 is not an address without scheme`);
    return ok({ kind: 'dynamic', location });
  }
  return mayBeNone ? ok({ kind: 'none' }) : refuse(`tag ${id} names neither a key nor an address`);
}

/** The manual writes the arrangement's name in either case. */
const isPix = (fields: readonly DataObject[]): boolean => textOf(fields, '00')?.toLowerCase() === PIX;

const isLocation = (text: string | null): text is string => text !== null && LOCATION.test(text);
