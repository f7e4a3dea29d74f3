import { TILE_WIDTH, type TilePlace } from '../merkle/tiles';

/** A tile, or the entries under a tile of level 0. `width`: of a tile that is not complete; 256 otherwise. */
export interface TileRequest extends Omit<TilePlace, 'level'> {
  readonly level: number | 'entries';
  readonly width: number;
}

const MAX_LEVEL = 63;
/** So that an index stays a safe integer. */
const MAX_GROUPS = 5;
const PATH = new RegExp(
  String.raw`^(entries|0|[1-9]\d?)/((?:x\d{3}/){0,${MAX_GROUPS - 1}})(\d{3})(?:\.p/([1-9]\d{0,2}))?$`,
);

/** What stands after `tile/` (c2sp.org/tlog-tiles). */
export function formatTilePath({ level, index, width }: TileRequest): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!;
  const last = groups.pop()!;
  const partial = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `${level}/${groups.map(group => `x${group}/`).join('')}${last}${partial}`;
}

/** Returns undefined for every text that `formatTilePath` does not make. */
export function parseTilePath(path: string): TileRequest | undefined {
  const [, level = '', groups = '', last = '', width = String(TILE_WIDTH)] = PATH.exec(path) ?? [];
  if (level === '' || (level !== 'entries' && Number(level) > MAX_LEVEL)) return undefined;
  const request: TileRequest = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replace(/[x/]/g, '') + last),
    width: Number(width),
  };
  return request.width <= TILE_WIDTH && formatTilePath(request) === path ? request : undefined;
}
