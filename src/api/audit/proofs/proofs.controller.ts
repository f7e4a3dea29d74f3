import { Controller, Get, Header, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { formatEntryBundle } from '../../../proofs/formats/entry-bundle';
import { parseTilePath, type TileRequest } from '../../../proofs/formats/tile-paths';
import { formatHashLines } from '../../../proofs/formats/tlog-proof';
import { TILE_WIDTH } from '../../../proofs/merkle/tiles';
import { ProofReader } from '../../../proofs/reading/proof-reader';
import type { SignedTree } from '../../../proofs/reading/signed-tree';
import { NeedsScope } from '../../auth/access';
import { ApiProblem } from '../../http/openapi/decorators';
import { notFound } from '../../problems/problem';
import { ConsistencyDto, sizesOf } from './consistency.dto';
import { ApiProofFile, NOT_SIGNED } from './proof-answer';

const BYTES = 'application/octet-stream';
const TEXT = 'text/plain; charset=utf-8';
/** What is complete never changes. Only the client keeps it: the route needs a key. */
const FOR_EVER = 'private, max-age=31536000, immutable';
const CHECKPOINT =
  'holdfast-1b2c3d4e\n1000\nqTRR/6M1pSTVKb4pYH8s8uCbnRYG9nVNBRNBFzZRQ1s=\n\n— holdfast-1b2c3d4e …\n';

/** The proof log in the layout of C2SP (docs/proofs.md). */
@ApiTags('proofs')
@Controller('v1/proofs')
export class ProofsController {
  constructor(private readonly proofs: ProofReader) {}

  @Get('checkpoint')
  @NeedsScope('audit')
  @Header('Content-Type', TEXT)
  @Header('Cache-Control', 'no-cache')
  @ApiProofFile('The last signed checkpoint of the proof log', 'text/plain', CHECKPOINT)
  @ApiProblem(404, NOT_SIGNED)
  checkpoint(): Promise<string> {
    return this.proofs.readCheckpoint();
  }

  @Get('tile/*path')
  @NeedsScope('audit')
  @ApiProofFile('A tile of hashes, or a bundle of entries', BYTES)
  @ApiParam({
    name: 'path',
    description: 'As in c2sp.org/tlog-tiles, with its slashes: <level>/<index>[.p/<width>] or entries/…',
    example: '0/000.p/5',
  })
  @ApiProblem(404, `PROOF_TILE_NOT_FOUND: the signed tree has no such tile; or ${NOT_SIGNED}`)
  async tile(
    @Param('path') path: string[],
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const request = parseTilePath(path.join('/'));
    const tree = await this.proofs.readTree();
    if (!request || request.width > tree.widthOf(placeOf(request)))
      throw notFound('PROOF_TILE_NOT_FOUND', 'The signed tree has no tile with this path');
    const bytes = await bytesOf(tree, request);
    response.setHeader('Cache-Control', request.width === TILE_WIDTH ? FOR_EVER : 'no-cache');
    return new StreamableFile(bytes, { type: BYTES, length: bytes.length });
  }

  @Get('consistency')
  @NeedsScope('audit')
  @Header('Content-Type', TEXT)
  @ApiProofFile('That the tree of one size begins with the tree of another', 'text/plain', 'qTRR…Q1s=\n')
  @ApiProblem(404, NOT_SIGNED)
  async consistency(@Query() query: ConsistencyDto): Promise<string> {
    const tree = await this.proofs.readTree();
    const { from, to } = sizesOf(query, tree.size);
    return formatHashLines(await tree.proveConsistency(from, to));
  }
}

const placeOf = ({ level, index }: TileRequest) => ({ level: level === 'entries' ? 0 : level, index });

async function bytesOf(tree: SignedTree, request: TileRequest): Promise<Buffer> {
  const { level, index, width } = request;
  if (level !== 'entries') return Buffer.concat((await tree.readTile({ level, index })).slice(0, width));
  const entries = await tree.readEntries(index);
  return formatEntryBundle(entries.slice(0, width).map(({ entry }) => entry));
}
