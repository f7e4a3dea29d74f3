#!/usr/bin/env node
// node verify.mjs BUNDLE.zip --policy FILE
//
// Verifies a bundle of Holdfast, as the page "Proofs" specifies it. This is one file of plain ECMAScript for Node 20.19 or
// newer. It uses Node's own modules alone, opens no connection and writes no file. Exit code 0: every check passed.
// 1: at least one fault, and every fault is listed. 2: it was called in a wrong way.
//
// It has seven parts, in the order of the work: the zip, the signatures, the tree, the time stamp, the events, the money, the
// report.
import { Buffer } from 'node:buffer';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TextDecoder } from 'node:util';
import { crc32, inflateRawSync } from 'node:zlib';

/** Something cannot be read, so what rests on it cannot be verified. */
class Fault extends Error {}

/** What is wrong with the bundle that is being verified. */
let faults = [];

/** Notes a fault and goes on. */
const check = (holds, text) => void (holds || faults.push(text));

/** Ends this part of the work with a fault. */
function need(holds, text) {
  if (!holds) throw new Fault(text);
}

/** Does a part of the work. What cannot be read in it is a fault, and the other parts go on. */
function attempt(work, prefix = '') {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return void faults.push(prefix + error.message);
  }
}

// ---- 1. The zip ----

const MAX_BYTES = 2 ** 31 - 1;
const NEEDED = 'manifest.json checkpoint entries range-proof policy VERIFY.md verify.mjs'.split(' ');
/** All of them, or none. */
const STAMP = 'stamped-checkpoint checkpoint.tsr stamp-proof'.split(' ');
const BODY = /^bodies\/([0-9a-f]{64})$/;
const PROOF = /^proofs\/(0|[1-9]\d{0,15})\.tlog-proof$/;
const isKnown = name => [...NEEDED, ...STAMP].includes(name) || BODY.test(name) || PROOF.test(name);

/** The files by name. A damaged file is a fault, and is left out. */
function readZip(zip) {
  const files = new Map();
  let [total, free] = [0, 0];
  for (const entry of readDirectory(zip).sort((left, right) => left.offset - right.offset)) {
    const { name, offset, stored, size } = entry;
    const start = startOfContent(zip, entry);
    need(offset >= free, `The file ${name} of the zip lies over another one`);
    need(!files.has(name), `The zip has ${name} twice`);
    [free, total] = [start + stored, total + size];
    need(total <= MAX_BYTES, `The files of the zip have more than ${MAX_BYTES} bytes`);
    files.set(name, contentOf(zip.subarray(start, free), entry));
    check(isKnown(name), `The file ${quote(name)} does not belong into a bundle`);
    check(files.get(name), `The file ${quote(name)} is damaged`);
  }
  const isStamped = STAMP.some(name => files.has(name));
  for (const name of isStamped ? [...NEEDED, ...STAMP] : NEEDED)
    check(files.has(name), `The file ${name} is missing`);
  return files;
}

function readDirectory(zip) {
  const end = zip.length - 22;
  const isEnd = end >= 0 && zip.readUInt32LE(end) === 0x06054b50 && zip.readUInt16LE(end + 20) === 0;
  need(isEnd, 'This is no whole zip file: its last record is missing');
  let [count, at] = [zip.readUInt16LE(end + 10), zip.readUInt32LE(end + 16)];
  // A zip of more than 65,534 files says so in a record of its own (ZIP64), which the locator before the end names.
  if (end >= 76 && zip.readUInt32LE(end - 20) === 0x07064b50) {
    const record = Number(zip.readBigUInt64LE(end - 12));
    need(record <= end - 76, 'The directory of the zip is damaged');
    [count, at] = [32, 48].map(field => Number(zip.readBigUInt64LE(record + field)));
  }
  return Array.from({ length: Math.min(count, zip.length / 46) }, () => {
    need(at + 46 <= end && zip.readUInt32LE(at) === 0x02014b50, 'The directory of the zip is damaged');
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    const [method, name] = [zip.readUInt16LE(at + 10), zip.toString('latin1', at + 46, nameEnd)];
    const [crc, stored, size, offset] = [16, 20, 24, 42].map(field => zip.readUInt32LE(at + field));
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    return { name, method, crc, stored, size, offset };
  });
}

function startOfContent(zip, { name, offset, stored }) {
  const isHeader = offset + 30 <= zip.length && zip.readUInt32LE(offset) === 0x04034b50;
  const nameEnd = isHeader ? offset + 30 + zip.readUInt16LE(offset + 26) : 0;
  const start = isHeader ? nameEnd + zip.readUInt16LE(offset + 28) : 0;
  const isSame = isHeader && zip.toString('latin1', offset + 30, nameEnd) === name;
  need(isSame && start + stored <= zip.length, `The zip is damaged where ${quote(name)} is`);
  return start;
}

/** Undefined: it is damaged. */
function contentOf(stored, { method, size, crc }) {
  try {
    const content = method === 8 ? inflateRawSync(stored, { maxOutputLength: size + 1 }) : stored;
    return content.length === size && crc32(content) === crc ? content : undefined;
  } catch {
    return undefined;
  }
}

const quote = text => JSON.stringify(String(text).slice(0, 100));

// ---- 2. The signatures (c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy) ----

const [SIGNATURE, COSIGNATURE] = [1, 4];

function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Only the one text that encodes so many bytes; any number above 4 where none is given. */
function fromBase64(text, what, length) {
  const bytes = Buffer.from(text, 'base64');
  need(bytes.toString('base64') === text && bytes.length > 4, `${what} is not base64`);
  need(length === undefined || bytes.length === length, `${what} does not have ${length} bytes`);
  return bytes;
}

function parseCount(text, what) {
  need(/^(0|[1-9]\d{0,14})$/.test(text), `${what} is not a whole number`);
  return Number(text);
}

function utf8(bytes, what) {
  need(bytes !== undefined, `${what} cannot be verified, because it is missing`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Fault(`${what} is not UTF-8`);
  }
}

/** `<name>+<id>+<base64 of type and key>` */
function parseKey(text, type) {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
  need(name !== undefined, `${quote(text)} is no public key: name+id+key`);
  const bytes = fromBase64(encoded, `The key of ${name}`, 33);
  need(bytes[0] === type, `The key of ${name} is not of type ${type} (Ed25519)`);
  const ownId = sha256(name, '\n', bytes).toString('hex', 0, 4);
  need(id === ownId, `The key of ${name} has the id of another key`);
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  return { name, id, type, publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

/** The auditor's own file: the logs and witnesses that the auditor trusts, and the quorum. */
function parsePolicy(text) {
  const policy = { logs: [], named: new Map(), quorums: [] };
  text.split('\n').forEach((line, at) => {
    const [word, ...items] = line.split(/[ \t\r]+/).filter(item => item !== '');
    if (word === undefined || word.startsWith('#')) return;
    attempt(() => readPolicyLine(policy, word, items), `The policy, line ${at + 1}: `);
  });
  need(policy.logs.length > 0, 'The policy names no log that can be read');
  need(policy.quorums.length === 1, 'The policy does not have exactly one line quorum');
  return policy;
}

function readPolicyLine({ logs, named, quorums }, word, [name, second, ...members]) {
  const needDefined = item => need(named.has(item), `${item} is not defined on a line before`);
  need(name !== undefined, `${word} needs more words`);
  if (word === 'log') return logs.push(parseKey(name, SIGNATURE));
  if (word === 'quorum') return quorums.push(name) && (name === 'none' || needDefined(name));
  need(word === 'witness' || word === 'group', `unknown word ${quote(word)}`);
  need(name !== 'none' && !named.has(name) && second !== undefined, `${name} is taken, or is not whole`);
  if (word === 'witness') return named.set(name, { key: parseKey(second, COSIGNATURE) });
  members.forEach(needDefined);
  const counts = { any: 1, all: members.length };
  const needed = counts[second] ?? parseCount(second, 'The number of a group');
  const isPossible = needed > 0 && needed <= members.length && new Set(members).size === members.length;
  need(isPossible, `a group of ${members.length} cannot need ${second}, or has a member twice`);
  return named.set(name, { needed, members });
}

/** A note: the text, an empty line, the signatures. Nothing is verified yet. */
function parseCheckpoint(bytes, what = 'The checkpoint') {
  const note = utf8(bytes, what);
  const end = note.lastIndexOf('\n\n');
  need(end > 0 && note.endsWith('\n') && note.length < 1_000_000, `${what} is no signed note`);
  const [origin, size = '', root = ''] = note.slice(0, end).split('\n');
  const signatures = note.slice(end + 2, -1).split('\n');
  const head = { origin, size: parseCount(size, 'Its size'), root: fromBase64(root, 'Its root', 32) };
  return { ...head, bytes, text: note.slice(0, end + 1), signatures: signatures.map(parseSignature) };
}

function parseSignature(line) {
  const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  need(encoded !== undefined, 'A signature line of the checkpoint is not one');
  const bytes = fromBase64(encoded, `The signature of ${name}`);
  return { name, id: bytes.toString('hex', 0, 4), bytes: bytes.subarray(4) };
}

/** Undefined: the key has not signed. Else when a witness signed, in seconds since 1970; zero for a log. */
function signedAt(key, { text, signatures }) {
  const found = signatures.find(({ name, id }) => name === key.name && id === key.id);
  if (!found) return undefined;
  const isTimed = key.type === COSIGNATURE;
  need(found.bytes.length === (isTimed ? 72 : 64), `The signature of ${key.name} has a wrong length`);
  const seconds = isTimed ? found.bytes.readBigUInt64BE() : 0n;
  const message = isTimed ? `cosignature/v1\ntime ${seconds}\n${text}` : text;
  const isGood = verify(null, Buffer.from(message), key.publicKey, found.bytes.subarray(isTimed ? 8 : 0));
  need(isGood, `The signature of ${key.name} is not a signature of this checkpoint`);
  return seconds;
}

/** Who has cosigned and when, in words. */
function checkSignatures({ logs, named, quorums }, checkpoint) {
  const isSigner = key => key.name === checkpoint.origin && signedAt(key, checkpoint) !== undefined;
  const isSigned = attempt(() => logs.some(isSigner)) === true;
  check(isSigned, `No log of the policy has signed the checkpoint of ${quote(checkpoint.origin)}`);
  const times = new Map();
  for (const [name, { key }] of named) {
    const seconds = key && attempt(() => signedAt(key, checkpoint));
    if (seconds !== undefined) times.set(name, new Date(Math.min(Number(seconds) * 1000, 8.64e15)));
  }
  const isReached = name => {
    const { needed, members = [] } = named.get(name) ?? {};
    return name === 'none' || times.has(name) || members.filter(isReached).length >= needed;
  };
  check(isReached(quorums[0]), 'The quorum of witnesses that the policy asks for is not reached');
  return [...times].map(([name, time]) => `${name} at ${time.toISOString()}`);
}

// ---- 3. The tree (RFC 6962, section 2.1) ----

const hashLeaf = entry => sha256(Buffer.of(0), entry);
const hashNode = (left, right) => sha256(Buffer.of(1), left, right);

/** Where the right part of a subtree begins: its left part has the largest power of two below its size. */
function middleOf(from, to) {
  let split = 1;
  while (split * 2 < to - from) split *= 2;
  return from + split;
}

/** The hash of the entries `from` to before `to`: from the leaves in the range, and from `outside` for the rest. */
function subtreeHash(from, to, range, outside) {
  if (to <= range.start || from >= range.end) {
    need(outside.length > 0, 'range-proof has too few hashes');
    return outside.shift();
  }
  if (to - from === 1) return range.leaves[from - range.start];
  const middle = middleOf(from, to);
  const left = subtreeHash(from, middle, range, outside);
  return hashNode(left, subtreeHash(middle, to, range, outside));
}

/** The root that an inclusion proof leads to. `siblings` gets the subtrees beside the way, with their hashes. */
function rootOfProof(index, from, to, leaf, hashes, siblings) {
  need((to - from === 1) === (hashes.length === 0), 'it has too few or too many hashes');
  if (hashes.length === 0) return leaf;
  const [middle, hash, rest] = [middleOf(from, to), hashes.at(-1), hashes.slice(0, -1)];
  const isLeft = index < middle;
  siblings.push(isLeft ? { from: middle, to, hash } : { from, to: middle, hash });
  if (isLeft) return hashNode(rootOfProof(index, from, middle, leaf, rest, siblings), hash);
  return hashNode(hash, rootOfProof(index, middle, to, leaf, rest, siblings));
}

/** A line of base64 for each hash. */
function readHashes(bytes, what) {
  const lines = utf8(bytes, what).split('\n');
  need(lines.pop() === '' && lines.length <= 4_096, `${what} is malformed`);
  return lines.map(line => fromBase64(line, `A hash of ${what}`, 32));
}

function checkTree(bundle) {
  const { files, range, checkpoint, placeAt } = bundle;
  const siblings = bundle.proofs.flatMap(([index, name]) => {
    return attempt(() => checkProof(bundle, index, name), `${placeAt(index)}: ${name}: `) ?? [];
  });
  const outside = readHashes(files.get('range-proof'), 'range-proof');
  const isRoot = subtreeHash(0, checkpoint.size, range, outside).equals(checkpoint.root);
  check(outside.length === 0, 'range-proof has too many hashes');
  check(
    isRoot,
    `Entries ${range.start} to ${range.end - 1}, or range-proof, are not those that were signed for`,
  );
  if (isRoot) return;
  // A good inclusion proof also says what other parts of the range are. The smallest part that differs is the best clue.
  const inRange = siblings.filter(({ from, to }) => from >= range.start && to <= range.end);
  const changed = inRange.filter(({ from, to, hash }) => !subtreeHash(from, to, range, []).equals(hash));
  const [part] = changed.sort((one, two) => one.to - one.from - two.to + two.from);
  check(!part, `The change is between ${placeAt(part?.from)} and ${placeAt(part?.to - 1)}, both included`);
}

/** The subtrees beside the way of a good inclusion proof (c2sp.org/tlog-proof). */
function checkProof({ files, range, checkpoint }, index, name) {
  const text = utf8(files.get(name), name);
  const end = text.indexOf('\n\n');
  const [header, place, ...lines] = text.slice(0, end).split('\n');
  need(header === 'c2sp.org/tlog-proof@v1' && place === `index ${index}`, 'it is no proof of this entry');
  need(Buffer.from(text.slice(end + 2)).equals(checkpoint.bytes), 'it is for another checkpoint');
  need(lines.length <= 63 && index >= range.start && index < range.end, 'its entry is not in the bundle');
  const siblings = [];
  const hashes = lines.map(line => fromBase64(line, 'a hash of it', 32));
  const leaf = range.leaves[index - range.start];
  const root = rootOfProof(index, 0, checkpoint.size, leaf, hashes, siblings);
  need(root.equals(checkpoint.root), 'the entry is not in the log at this place');
  return siblings;
}

/** The roots of the first `size` leaves and of all, from a consistency proof; `whole`: the root of the smaller tree itself. */
function rootsOfProof(size, from, to, hashes, whole) {
  if (size === to) {
    need(hashes.length === (whole ? 0 : 1), 'stamp-proof has too few or too many hashes');
    const hash = whole ?? hashes[0];
    return [hash, hash];
  }
  need(hashes.length > 0, 'stamp-proof has too few hashes');
  const [middle, hash, rest] = [middleOf(from, to), hashes.at(-1), hashes.slice(0, -1)];
  const isLeft = size <= middle;
  const [smaller, larger] = isLeft
    ? rootsOfProof(size, from, middle, rest, whole)
    : rootsOfProof(size, middle, to, rest);
  return isLeft ? [smaller, hashNode(larger, hash)] : [hashNode(hash, smaller), hashNode(hash, larger)];
}

// ---- 4. The time stamp (RFC 3161): what it is of. Its signature is the authority's, and `openssl ts` verifies it. ----

/** An item of DER at the begin of these bytes: its tag, its content, and what is behind it. */
function readDer(bytes) {
  const isLong = bytes[1] > 0x80;
  const head = isLong ? 2 + (bytes[1] & 0x7f) : 2;
  need(bytes.length >= head && bytes[1] !== 0x80 && head <= 6, NO_STAMP);
  const length = isLong ? bytes.readUIntBE(2, head - 2) : bytes[1];
  need(bytes.length >= head + length, NO_STAMP);
  return { tag: bytes[0], content: bytes.subarray(head, head + length), rest: bytes.subarray(head + length) };
}

const NO_STAMP = 'checkpoint.tsr is no granted time stamp of RFC 3161 with SHA-256';
const [INTEGER, OCTETS, OID, GENERALIZED_TIME, SEQUENCE, SET, FIRST] = [2, 4, 6, 0x18, 0x30, 0x31, 0xa0];
const OIDS = {
  signedData: '2a864886f70d010702',
  stampInfo: '2a864886f70d0109100104',
  sha256: '608648016503040201',
};

/** The contents of the first items, which have to have these tags. */
function readItems(bytes, ...tags) {
  return tags.map(tag => {
    const item = readDer(bytes);
    need(item.tag === tag, NO_STAMP);
    bytes = item.rest;
    return item.content;
  });
}

/** The hash that is stamped, and the time of the stamp as it is written there. */
function readStamp(answer) {
  const whole = readDer(answer);
  need(whole.tag === SEQUENCE && whole.rest.length === 0, NO_STAMP);
  const [status, token] = readItems(whole.content, SEQUENCE, SEQUENCE);
  const [granted] = readItems(status, INTEGER);
  const [kind, content] = readItems(token, OID, FIRST);
  const [signed] = readItems(content, SEQUENCE);
  const [, , encapsulated] = readItems(signed, INTEGER, SET, SEQUENCE);
  const [type, octets] = readItems(encapsulated, OID, FIRST);
  const [info] = readItems(readItems(octets, OCTETS)[0], SEQUENCE);
  const [, , imprint, , time] = readItems(info, INTEGER, OID, SEQUENCE, INTEGER, GENERALIZED_TIME);
  const [algorithm, hash] = readItems(imprint, SEQUENCE, OCTETS);
  const ids = [kind, type, readItems(algorithm, OID)[0]].map(bytes => bytes.toString('hex'));
  need(ids.join() === [OIDS.signedData, OIDS.stampInfo, OIDS.sha256].join(), NO_STAMP);
  need(granted.length === 1 && granted[0] <= 1, NO_STAMP);
  return { hash, time: time.toString('latin1') };
}

/** Undefined: the bundle has none. Else how many entries were stamped, and when the stamp says. */
function checkStamp({ files, checkpoint }) {
  if (!files.has('checkpoint.tsr')) return undefined;
  const stamped = parseCheckpoint(files.get('stamped-checkpoint'), 'stamped-checkpoint');
  const { hash, time } = readStamp(files.get('checkpoint.tsr'));
  need(hash.equals(sha256(stamped.bytes)), 'checkpoint.tsr is not of the bytes of stamped-checkpoint');
  need(stamped.origin === checkpoint.origin, 'stamped-checkpoint is of another log');
  const { size } = stamped;
  need(size > 0 && size <= checkpoint.size, 'stamped-checkpoint is later than the checkpoint, or empty');
  const hashes = readHashes(files.get('stamp-proof'), 'stamp-proof');
  const [smaller, larger] = rootsOfProof(size, 0, checkpoint.size, hashes, stamped.root);
  const isSame = smaller.equals(stamped.root) && larger.equals(checkpoint.root);
  need(isSame, 'stamped-checkpoint is of another history than the checkpoint, or stamp-proof is wrong');
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d(?:\.\d+)?)Z$/.exec(time)?.slice(1);
  need(parts, 'checkpoint.tsr has a malformed time');
  return { size, time: `${parts.slice(0, 3).join('-')}T${parts.slice(3).join(':')}Z` };
}

// ---- 5. The events ----

/** The record of one event. Data and metadata are added where they are shown. */
function readEntry(index, bytes) {
  const [header, stream, revision, id, type, dataHash, metadataHash] = bytes.toString('utf8').split('\n');
  const isHashes = [dataHash, metadataHash].every(hash => /^[0-9a-f]{64}$/.test(hash));
  const isWhole = header === 'holdfast-entry/v1' && /^(0|[1-9]\d{0,14})$/.test(revision) && isHashes;
  check(isWhole, `The entry ${index} is malformed`);
  const place = `${stream}, revision ${revision} (${type})`;
  return { index, stream, revision: Number(revision), id, type, dataHash, metadataHash, place };
}

/** The entries of the range and their leaves. The events of each stream have to stand one after the other. */
function readEntries(bytes, start) {
  const [leaves, entries, revisions] = [[], [], new Map()];
  for (let at = 0, end = 0; at < bytes.length; at = end) {
    for (let line = 0; line < 7; line += 1) {
      end = bytes.indexOf(10, end) + 1;
      need(end > 0, 'The file entries ends within an entry');
    }
    const entry = readEntry(start + entries.length, bytes.subarray(at, end));
    const expected = (revisions.get(entry.stream) ?? entry.revision - 1) + 1;
    check(entry.revision === expected, `${entry.place} stands where revision ${expected} is expected`);
    revisions.set(entry.stream, entry.revision);
    leaves.push(hashLeaf(bytes.subarray(at, end)));
    entries.push(entry);
  }
  return { leaves, entries };
}

/** The name of a stream as entries write it. */
function entryName(name) {
  if (Buffer.byteLength(name) > 1_024) return `%sha256-${sha256(name).toString('hex')}`;
  const escape = code => `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
  const isEscaped = code => code < 0x20 || code === 0x7f || code === 0x25;
  return [...name].map(one => (isEscaped(one.codePointAt(0)) ? escape(one.codePointAt(0)) : one)).join('');
}

/** What every later check works on. It is read, and nothing of it is trusted. */
function openBundle(files) {
  const manifest = parseManifest(files.get('manifest.json'));
  const checkpoint = parseCheckpoint(files.get('checkpoint'));
  const { start, end } = manifest.range;
  need(files.get('entries'), 'Without the file entries nothing can be verified');
  const { leaves, entries } = readEntries(files.get('entries'), start);
  const isRange = entries.length === end - start && end <= checkpoint.size;
  need(isRange, `There are ${entries.length} entries, and not ${start} to ${end} of ${checkpoint.size}`);
  const isSame = manifest.log === checkpoint.origin && manifest.size === checkpoint.size;
  check(isSame, 'The manifest names another log or another size than the checkpoint');
  const proofs = [...files.keys()].flatMap(name =>
    PROOF.test(name) ? [[Number(PROOF.exec(name)[1]), name]] : [],
  );
  const placeAt = index => entries[index - start]?.place ?? `entry ${index}`;
  const range = { start, end, leaves };
  return { files, manifest, checkpoint, entries, proofs, placeAt, range, used: new Set() };
}

const isCount = value => Number.isSafeInteger(value) && value >= 0;
const isTime = value => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const isRun = run => isCount(run?.[0]) && isCount(run[1]) && run[0] <= run[1];
const isStream = each =>
  typeof each?.stream === 'string' && Array.isArray(each.shown) && each.shown.every(isRun);

function parseManifest(bytes) {
  const manifest = parseJson(bytes, 'manifest.json');
  const { format, asked, range, streams, pending } = manifest;
  need(format === 'holdfast-bundle/v1', `This program reads holdfast-bundle/v1, and not ${quote(format)}`);
  const isAccount = typeof asked?.account === 'string' && isTime(asked.from) && isTime(asked.to);
  need(isAccount || typeof asked?.payout === 'string', 'manifest.json does not say what was asked');
  const isList = Array.isArray(streams) && streams.every(isStream) && Array.isArray(pending);
  need(isList && isRun([range?.start, range?.end]), 'manifest.json has no range, or no list of streams');
  return manifest;
}

function parseJson(bytes, what) {
  const text = utf8(bytes, what);
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // The message below says it.
  }
  throw new Fault(`${what} is no JSON object`);
}

/** The streams of the manifest: their entries in the range, and those of them that are shown with their bodies. */
function readStreams(bundle) {
  const streams = new Map();
  for (const { stream, shown } of bundle.manifest.streams) {
    check(!streams.has(stream), `manifest.json lists ${quote(stream)} twice`);
    streams.set(stream, { name: stream, runs: shown, entries: [], shown: [] });
  }
  const byEntryName = new Map([...streams.values()].map(stream => [entryName(stream.name), stream]));
  for (const entry of bundle.entries) {
    const stream = byEntryName.get(entry.stream);
    stream?.entries.push(entry);
    const isShown = stream?.runs.some(([first, last]) => entry.revision >= first && entry.revision <= last);
    if (isShown && readBodies(bundle, entry)) stream.shown.push(entry);
  }
  return streams;
}

/** Puts data and metadata into the entry. False where they are not what was recorded. */
function readBodies(bundle, entry) {
  entry.data = readBody(bundle, entry, 'data');
  entry.metadata = readBody(bundle, entry, 'metadata');
  return entry.data !== undefined && entry.metadata !== undefined;
}

function readBody({ files, used }, entry, part) {
  const name = `bodies/${entry[`${part}Hash`]}`;
  used.add(name);
  return attempt(() => {
    const body = files.get(name);
    need(body, `its ${part} is left out or damaged (${name})`);
    need(name.endsWith(sha256(body).toString('hex')), `its ${part} is not what was recorded (${name})`);
    return parseJson(body, `its ${part}`);
  }, `${entry.place}: `);
}

/** Every event of the stream in the range is shown, from the first of the stream on. */
function checkWhole({ name, entries, shown }) {
  check(entries[0]?.revision === 0, `${name}: its first event is not in the range`);
  const known = new Set(shown);
  for (const entry of entries) check(known.has(entry), `${entry.place} is in the log, and is not shown`);
}

/** No file is there for nothing, and no inclusion proof is missing. */
function checkFiles({ files, used, proofs }, proven) {
  const wanted = new Map(proven.map(entry => [entry.index, entry]));
  for (const name of files.keys())
    check(!BODY.test(name) || used.has(name), `The file ${name} belongs to no event that was asked for`);
  for (const [index, name] of proofs) check(wanted.delete(index), `The file ${name} was not asked for`);
  for (const { place } of wanted.values()) check(false, `${place}: its inclusion proof is missing`);
}

// ---- 6. The money ----

const DIGITS = { BRL: 2, EUR: 2, JPY: 0, MXN: 2, USD: 2 };

function amountText(minor, currency) {
  const digits = DIGITS[currency] ?? 0;
  const text = String(minor < 0n ? -minor : minor).padStart(digits + 1, '0');
  const number = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return `${minor < 0n ? '-' : ''}${number} ${currency}${currency in DIGITS ? '' : ' (minor units)'}`;
}

function amountIn({ data, place }, field) {
  const value = data[field] ?? (field === 'excessMinor' ? 0 : undefined);
  need(isCount(value), `${place}: ${field} is no amount`);
  return BigInt(value);
}

const costOf = a => a('originalAmountMinor') + a('feeAmountMinor') - a('excessMinor');

/** What the events of an account do: to its available balance, to its held balance, and to what the house carries. */
const EFFECTS = {
  AccountOpened: () => [0n],
  AccountClosed: () => [0n],
  AccountReopened: () => [0n],
  ClosedAccountMoved: () => [0n],
  HoldRefused: () => [0n],
  SuspenseBooked: () => [0n],
  DepositRequested: () => [0n],
  DepositApproved: () => [0n],
  DepositApprovalRejected: () => [0n],
  DepositApprovalExpired: () => [0n],
  FundsDeposited: a => [a('amountMinor')],
  DepositReversed: a => [-a('amountMinor')],
  FundsHeld: a => [-a('amountMinor'), a('amountMinor')],
  HoldReleased: a => [a('amountMinor'), -a('amountMinor')],
  HoldCaptured: a => [a('heldAmountMinor') - costOf(a), -a('heldAmountMinor'), a('excessMinor')],
  FundsReturned: a => [a('amountMinor') - a('feeAmountMinor')],
  CaptureReversed: a => [costOf(a), 0n, -a('excessMinor')],
  ReleaseReversed: a => [-costOf(a), 0n, a('excessMinor')],
  ExcessCharged: a => [-a('amountMinor'), 0n, -a('amountMinor')],
};

/** The sums over events of an account, and the open hold of each payout. */
class Balance {
  available = 0n;
  held = 0n;
  house = 0n;
  holds = new Map();

  book(event, note = check) {
    need(Object.hasOwn(EFFECTS, event.type), `${event.place}: its effect on a balance is not known here`);
    const [available, held = 0n, house = 0n] = EFFECTS[event.type](field => amountIn(event, field));
    this.available += available;
    this.held += held;
    this.house += house;
    this.currency ??= event.data.currency;
    note(event.data.currency === this.currency, `${event.place} is not in ${this.currency}`);
    // A payout's hold is made once, and closed once and whole.
    const { payoutId } = event.data;
    const open = this.holds.get(payoutId) ?? 0n;
    const isFirst = event.type !== 'FundsHeld' || !this.holds.has(payoutId);
    note(isFirst, `${event.place} holds money for ${payoutId} a second time`);
    const isWhole = held >= 0n || held === -open;
    note(isWhole, `${event.place} closes a hold of ${-held}; open for ${payoutId} are ${open}`);
    if (held !== 0n) this.holds.set(payoutId, open + held);
  }
}

/** A payout: its streams are whole, its evidence is there, and the account was charged what its outcome says. */
function checkPayout(bundle, streams) {
  const id = bundle.manifest.asked.payout;
  const own = streams.get(`payout-${id}`)?.shown ?? [];
  const request = own[0]?.type === 'PayoutRequested' ? own[0].data : {};
  need(request.payoutId === id, `payout-${id}: its first event, PayoutRequested, is not shown`);
  const name = `account-${request.accountId}`;
  const bookings = streams.get(name) ?? { entries: [], shown: [] };
  for (const stream of streams.values()) if (stream !== bookings) checkWhole(stream);
  checkAsked(streams, id, name, bookings, own);
  const shown = [...streams.values()].flatMap(stream => stream.shown);
  for (const event of own) checkEvidence(event, shown);
  checkFiles(bundle, shown);
  const entriesOf = wanted => bundle.entries.filter(({ stream }) => stream === entryName(wanted));
  const exchange = `exchange-${id}`;
  check(
    streams.has(exchange) || entriesOf(exchange).length === 0,
    `${exchange} is in the log, and is not shown`,
  );
  const others = entriesOf(name).length - bookings.shown.length;
  return { name, others, lines: settlePayout(request, own, bookings.shown) };
}

const namesPayout = ({ data }, id) => data.payoutId === id || data.decision?.payoutId === id;

/** Nothing is shown that is not about the payout; of the account, nothing of the same content is kept back. */
function checkAsked(streams, id, account, { entries, shown }, own) {
  const whole = [`payout-${id}`, `exchange-${id}`, ...own.map(({ data }) => data.evidence?.verdictOn)];
  for (const stream of streams.values()) {
    const isAbout =
      /^(notification|case)-/.test(stream.name) && stream.shown.some(event => namesPayout(event, id));
    const isAsked = isAbout || stream.name === account || whole.includes(stream.name);
    check(isAsked, `The stream ${quote(stream.name)} was not asked for`);
  }
  for (const event of shown) check(namesPayout(event, id), `${event.place} is not about payout ${id}`);
  const contents = new Set(shown.map(({ dataHash }) => dataHash));
  for (const entry of entries.filter(each => contents.has(each.dataHash)))
    check(shown.includes(entry), `${entry.place} has the data of a shown event, and is not shown`);
}

/** What an outcome says that it rests on is in the bundle: a notification, a decision, an answer of the provider. */
function checkEvidence({ data, place }, shown) {
  const { eventId, decisionEventId, answerHash } = data.evidence ?? {};
  const marks = new Set(shown.flatMap(event => [event.id, event.data.answerHash]));
  for (const mark of [eventId, decisionEventId, answerHash].filter(each => each !== undefined))
    check(marks.has(mark), `${place}: what it rests on is not in the bundle (${quote(mark)})`);
}

/** By the payout's own stream: how it ended, what came back, and what it is to cost. */
function outcomeOf(request, own) {
  let [status, due, returned] = ['UNDER WAY', 0n, 0n];
  for (const event of own) {
    const amount = field => amountIn(event, field);
    if (event.type === 'PayoutRejected') status = 'REJECTED';
    if (event.type === 'PayoutFailed') [status, due] = ['FAILED', 0n];
    if (event.type === 'PayoutReturned') {
      returned += amount('amountMinor');
      due -= amount('amountMinor') - amount('feeAmountMinor');
    }
    if (event.type !== 'PayoutCompleted') continue;
    [status, due] = ['COMPLETED', amount('originalAmountMinor') + amount('feeAmountMinor')];
    const isSum = amount('finalAmountMinor') === due;
    check(isSum, `${event.place}: its final amount is not its original amount and its fee`);
    const { originalAmountMinor, currency } = event.data;
    const isAsked = originalAmountMinor === request.amountMinor && currency === request.currency;
    check(isAsked, `${event.place}: another amount was asked for`);
  }
  return { status, due, returned };
}

/** The bookings of the account beside the outcome. What they come to, in words. */
function settlePayout(request, own, bookings) {
  const { payoutId, accountId, provider, currency } = request;
  const balance = new Balance();
  for (const event of bookings) balance.book(event);
  const amountsOf = (type, field) =>
    bookings.filter(each => each.type === type).map(each => amountIn(each, field));
  const sum = (type, field) => amountsOf(type, field).reduce((total, minor) => total + minor, 0n);
  const [captured, fee] = [sum('HoldCaptured', 'originalAmountMinor'), sum('HoldCaptured', 'feeAmountMinor')];
  const rest = sum('HoldCaptured', 'heldAmountMinor') + sum('HoldCaptured', 'excessMinor') - captured - fee;
  const released = sum('HoldReleased', 'amountMinor') + (rest > 0n ? rest : 0n);
  const [held, cost, { house }] = [
    sum('FundsHeld', 'amountMinor'),
    -balance.available - balance.held,
    balance,
  ];
  const { status, due, returned } = outcomeOf(request, own);
  const isSent = own.some(({ type }) => type === 'PayoutSubmissionStarted');
  const text = minor => amountText(minor, currency);
  const late = 'A booking is left out, wrong, or later than the checkpoint';
  const must = (holds, wrong) => check(holds, `payout-${payoutId}: ${wrong}. ${late}`);
  must((balance.currency ?? currency) === currency, 'it was booked in another currency');
  must(
    held === 0n || held === BigInt(request.heldAmountMinor),
    `not what was asked for is held: ${text(held)}`,
  );
  must(held > 0n || !isSent, 'it was sent, and no hold is shown');
  must(cost + house === due, `it is to cost ${text(due)}, and ${text(cost + house)} were charged`);
  must(
    status === 'UNDER WAY' || balance.held === 0n,
    `it is ${status}, and ${text(balance.held)} are still held`,
  );
  must(returned <= BigInt(request.amountMinor), 'more was returned than was asked for');
  const figures = Object.entries({ held, captured, fee, released, returned });
  return [
    `Payout ${payoutId}, asked for by account ${accountId} through ${provider}: ${status}.`,
    `  ${figures.map(([name, minor]) => `${name} ${text(minor)}`).join(', ')}.`,
    `  It has cost the account ${text(cost)}${house === 0n ? '' : `, and the house ${text(house)}`}; ${text(balance.held)} are still held.`,
  ];
}

/** An account: its stream is whole up to the end of the period, and gives the two balances. */
function checkAccount(bundle, streams) {
  const { account, from, to } = bundle.manifest.asked;
  const name = `account-${account}`;
  const { entries, shown } = streams.get(name) ?? { entries: [], shown: [] };
  for (const other of streams.keys()) check(other === name, `The stream ${quote(other)} was not asked for`);
  need(shown[0]?.type === 'AccountOpened', `${name}: its first event, AccountOpened, is not shown`);
  const end = shown.at(-1).revision + 1;
  checkWhole({ name, entries: entries.slice(0, end), shown });
  const [opening, closing, moved] = [new Balance(), new Balance(), new Map()];
  const ignore = () => undefined;
  let time = -Infinity;
  for (const event of shown) {
    time = Math.max(time, timeOf(event));
    check(time < Date.parse(to), `${event.place} is of after the period`);
    closing.book(event);
    if (!moved.has(event.type)) moved.set(event.type, new Balance());
    (time < Date.parse(from) ? opening : moved.get(event.type)).book(event, ignore);
  }
  // The metadata of the event after the last one shows that the period has ended.
  const next = entries[end];
  if (next) next.metadata = readBody(bundle, next, 'metadata');
  const isAfter = !next?.metadata || Math.max(time, timeOf(next)) >= Date.parse(to);
  check(isAfter, `${next?.place} is of the period, and is not shown`);
  checkFiles(bundle, shown.slice(-1));
  return { name, others: 0, lines: accountLines(bundle.manifest.asked, opening, closing, moved) };
}

/** When the event was decided, by the clock of the service, in milliseconds since 1970. */
function timeOf({ metadata, place }) {
  need(isTime(metadata.occurredAt), `${place}: its metadata has no time`);
  return Date.parse(metadata.occurredAt);
}

function accountLines({ account, from, to }, opening, closing, moved) {
  const amount = minor => amountText(minor, closing.currency);
  const balanceText = ({ available, held }) => `${amount(available)} available, ${amount(held)} held`;
  return [
    `Account ${account}, from ${from} to before ${to}, by the times at which events were decided:`,
    `  opening balance: ${balanceText(opening)}`,
    ...[...moved].flatMap(([type, sums]) => (sums.currency ? [`  ${type}: ${balanceText(sums)}`] : [])),
    `  closing balance: ${balanceText(closing)}`,
  ];
}

// ---- 7. The report ----

/** Every fault, and in words what the bundle says. The words prove something only where there is no fault. */
export function verifyBundle(zip, policyText) {
  faults = [];
  const lines = attempt(() => verifyParts(zip, parsePolicy(policyText))) ?? [];
  return { faults: [...new Set(faults)], lines };
}

function verifyParts(zip, policy) {
  const bundle = openBundle(readZip(zip));
  const cosigners = checkSignatures(policy, bundle.checkpoint);
  attempt(() => checkTree(bundle));
  const stamp = attempt(() => checkStamp(bundle));
  const streams = readStreams(bundle);
  const isPayout = bundle.manifest.asked.account === undefined;
  const { name, others, lines } = isPayout ? checkPayout(bundle, streams) : checkAccount(bundle, streams);
  const { checkpoint, range, manifest } = bundle;
  const { origin, size } = checkpoint;
  const events = [...streams.values()].flatMap(stream => stream.shown);
  const stamped = events.filter(({ index }) => index < stamp?.size).length;
  const whole = [...streams.keys()].filter(each => !isPayout || each !== name);
  const proved = [
    `The log ${origin} signed ${size} entries. Cosigned: ${cosigners.join(', ') || 'by no witness'}.`,
    `The entries ${range.start} to ${range.end - 1} of them are here, each at its place.`,
    `Data and metadata of ${events.length} events are the bytes that were recorded.`,
    `Nothing of the range${isPayout ? '' : ' and of the period'} is left out of: ${whole.join(', ')}.`,
    stamp !== undefined &&
      `checkpoint.tsr is of stamped-checkpoint, which has the first ${stamp.size} entries of the log, with ${stamped} of the ${events.length} events.`,
  ];
  const unproved = [
    stamp !== undefined &&
      `That they were there at ${stamp.time}, as the stamp says: verify its signature with openssl ts -verify (VERIFY.md).`,
    range.end < size && `THE BUNDLE IS SHORT: a later entry can have changed the outcome.`,
    policy.quorums[0] === 'none' && 'THE POLICY ASKS FOR NO WITNESS. The key alone can sign another history.',
    manifest.pending.length > 0 &&
      `Its maker says that it leaves out, as too new: ${manifest.pending.join('; ')}.`,
    others > 0 &&
      `${others} other events of ${name} are here as entries alone. Only a bundle of the account shows them.`,
    isPayout && 'Notifications and cases that no event of the payout names can be left out.',
    'Nothing is proved about what was never recorded, nor about what came after the checkpoint.',
    'Nothing is proved if the key of the log and the quorum are in one wrong hand.',
    'Nothing rests on policy, VERIFY.md, verify.mjs, nor on the time and the pending events in manifest.json.',
  ];
  const listOf = items => items.filter(item => item !== false).map(item => `- ${item}`);
  return [...lines, '', 'Proved:', ...listOf(proved), '', 'Not proved:', ...listOf(unproved)];
}

const USAGE = `node verify.mjs BUNDLE.zip --policy FILE

FILE is your own policy (c2sp.org/tlog-policy): the public keys of the log and of the witnesses that you trust, and the quorum.
Do not trust a key because it is in the bundle: compare it with one that you got on another way.`;

function readFile(path, maxBytes) {
  try {
    need(statSync(path).size <= maxBytes, `${path} has more than ${maxBytes} bytes`);
    return readFileSync(path);
  } catch (error) {
    throw error instanceof Fault ? error : new Fault(`${path} cannot be read (${error.code})`);
  }
}

/** What cannot be read by a mistake of this program is a fault, too. */
function verifyFiles(zip, policy) {
  try {
    return verifyBundle(readFile(zip, MAX_BYTES), readFile(policy, 1_000_000).toString('utf8'));
  } catch (error) {
    return { faults: [error instanceof Fault ? error.message : `Not readable: ${error.message}`], lines: [] };
  }
}

function main(args) {
  const at = args.indexOf('--policy');
  const [zip, ...more] = at < 0 ? [] : args.toSpliced(at, 2);
  const isCall = zip !== undefined && more.length === 0 && args[at + 1] !== undefined;
  if (!isCall) console.error(USAGE);
  if (!isCall) return 2;
  const { faults: wrong, lines } = verifyFiles(zip, args[at + 1]);
  if (wrong.length === 0) console.log(['VERIFIED', '', ...lines].join('\n'));
  else console.log([`NOT VERIFIED, faults: ${wrong.length}`, ...wrong.map(text => `- ${text}`)].join('\n'));
  return wrong.length === 0 ? 0 : 1;
}

const isProgram =
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isProgram) process.exitCode = main(process.argv.slice(2));
