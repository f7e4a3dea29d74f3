import { Injectable } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import {
  AccountCodes,
  recordedAccountMappings,
  type RecordedMapping,
} from '../../../commands/ledger/recorded-account-mappings';
import { comparePositions, EventStore, type Position } from '../../../event-store/event-store';
import { EXAMPLE_PROVIDER } from '../../../providers/provider-names';
import { Integer, Text, TextList } from '../../fields/response-fields';
import { invalid } from '../../problems/problem';
import type { MappingQuery } from './mapping-query.dto';

@ApiSchema({ name: 'UsedMapping' })
export class UsedMappingResponse {
  @Text('cosif')
  readonly name!: string;
  @Integer(3, { description: 'The same request with this `mappingVersion` has the same codes for ever' })
  readonly version!: number;
}

@ApiSchema({ name: 'UnmappedAccounts' })
export class UnmappedAccountsResponse {
  @Integer(0, { description: 'Ledger accounts of this answer without a code' })
  readonly count!: number;
  @TextList(`provider:${EXAMPLE_PROVIDER}:suspense`, { description: 'The first hundred of them' })
  readonly ledgerAccounts!: readonly string[];
}

const SHOWN = 100;

/** What a line shows of its code: null where its ledger account has none. */
export interface CodeFields {
  readonly code: string | null;
  readonly codeName: string | null;
}

const NO_CODE: CodeFields = { code: null, codeName: null };

/** The codes of one answer, and which ledger accounts have none. */
export class Coding {
  private readonly codes: AccountCodes;
  private readonly unmapped = new Set<string>();
  readonly mapping: UsedMappingResponse;

  constructor(versions: readonly [RecordedMapping, ...RecordedMapping[]]) {
    this.codes = new AccountCodes(versions);
    const { name, version } = versions.at(-1)!;
    this.mapping = { name, version };
  }

  /** @param time of the entry, or of the balance */
  fieldsOf(ledgerAccount: string, time: Date): CodeFields {
    const code = this.codes.codeAt(ledgerAccount, time);
    if (code) return { code: code.code, codeName: code.codeName };
    this.unmapped.add(ledgerAccount);
    return NO_CODE;
  }

  /** What the answer says of its codes, once it has all of them. */
  summary(): { readonly mapping: UsedMappingResponse; readonly unmapped: UnmappedAccountsResponse } {
    const ledgerAccounts = [...this.unmapped].slice(0, SHOWN);
    return { mapping: this.mapping, unmapped: { count: this.unmapped.size, ledgerAccounts } };
  }
}

/** Finds the mapping that a request chooses. */
@Injectable()
export class Codings {
  constructor(private readonly store: EventStore) {}

  /**
   * @param place of an answer about the past: a version that was recorded after it counts only where it is named
   * @throws {ProblemError} there is no such mapping, or none was recorded up to the place
   */
  async choose({ mapping, mappingVersion }: MappingQuery, place?: Position): Promise<Coding | undefined> {
    if (mapping === undefined && mappingVersion === undefined) return undefined;
    const recorded = await recordedAccountMappings(this.store);
    const versions = recorded.filter(({ name }) => name === mapping);
    const last = versions.at(-1);
    if (!last) throw invalid({ field: 'mapping', message: 'must be the name of an account mapping' });
    if (mappingVersion !== undefined) return coding(versions.slice(0, versionOf(mappingVersion, last)));
    if (!place) return coding(versions);
    const known = versions.filter(({ position }) => comparePositions(position, place) <= 0);
    return known.length > 0 ? coding(known) : refuseLater(last);
  }
}

function versionOf(text: string, { version, name }: RecordedMapping): number {
  if (Number(text) <= version) return Number(text);
  throw invalid({
    field: 'mappingVersion',
    message: `must be at most ${version}, the last version of ${name}`,
  });
}

function refuseLater({ name, version }: RecordedMapping): never {
  throw invalid({
    field: 'mappingVersion',
    message: `must be given, up to ${version}: at the moment of \`asOf\` ${name} was not recorded yet`,
  });
}

const coding = (versions: readonly RecordedMapping[]): Coding =>
  new Coding(versions as readonly [RecordedMapping, ...RecordedMapping[]]);
