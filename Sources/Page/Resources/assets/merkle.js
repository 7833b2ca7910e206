"use strict";
// RFC 6962 in the browser: hashes by WebCrypto, from the tiles that the service publishes (C2SP tlog-tiles).
// What makes a proof (`inclusionPath`, `consistencyPath`) and what checks one (`rootOfInclusion`, `rootsOfConsistency`) share
// nothing but the two hashes: the checks are those of RFC 9162, 2.1.3.2 and 2.1.4.2.
window.Merkle = (() => {
  const tileWidth = 256;

  const sha256 = async (...parts) => {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  };
  const leafHash = (entry) => sha256(Uint8Array.of(0), entry);
  const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const same = (left, right) => hex(left) === hex(right);
  const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

  /// The largest power of two that is smaller than a size.
  const split = (size) => {
    let power = 1;
    while (power * 2 < size) power *= 2;
    return power;
  };

  /// The published files of a tree of one size.
  class Tiles {
    constructor(size, fetchBytes) {
      this.size = size;
      this.fetchBytes = fetchBytes;
      this.kept = new Map();
    }

    /// The path of a tile: its number in groups of three digits, and how many it holds where it is not full.
    path(level, index) {
      const covered = level === "entries" ? 1 : tileWidth ** level;
      const held = Math.min(tileWidth, Math.floor(this.size / covered) - index * tileWidth);
      const groups = [];
      let rest = index;
      do {
        groups.unshift(String(rest % 1000).padStart(3, "0"));
        rest = Math.floor(rest / 1000);
      } while (rest > 0);
      const number = groups.map((group, place) => (place < groups.length - 1 ? "x" + group : group)).join("/");
      return { path: `/tile/${level}/${number}` + (held < tileWidth ? `.p/${held}` : ""), held };
    }

    bytes(path) {
      if (!this.kept.has(path)) this.kept.set(path, this.fetchBytes(path));
      return this.kept.get(path);
    }

    async hashes(level, index) {
      const { path, held } = this.path(level, index);
      const bytes = await this.bytes(path);
      if (bytes.length !== held * 32) throw new Error(`${path} does not hold ${held} hashes.`);
      return Array.from({ length: held }, (_, at) => bytes.subarray(at * 32, at * 32 + 32));
    }

    /// An entry as it is published, by its number from 0.
    async entry(index) {
      const { path, held } = this.path("entries", Math.floor(index / tileWidth));
      const bytes = await this.bytes(path);
      let at = 0;
      for (let number = 0; number < held; number += 1) {
        const length = bytes[at] * 256 + bytes[at + 1];
        if (!(at + 2 + length <= bytes.length)) break;
        if (number === index % tileWidth) return { path, entry: bytes.subarray(at + 2, at + 2 + length) };
        at += 2 + length;
      }
      throw new Error(`${path} does not hold the entry at position ${index + 1}.`);
    }

    /// The hash over the leaves from `low` up to `high`, without it.
    async range(low, high) {
      const size = high - low;
      let power = 1;
      while (power < size) power *= 2;
      if (power !== size || low % size !== 0) {
        const left = split(size);
        return nodeHash(await this.range(low, low + left), await this.range(low + left, high));
      }
      let level = 0;
      let covered = 1;
      while (covered * tileWidth <= size) {
        covered *= tileWidth;
        level += 1;
      }
      const first = low / covered;
      let row = (await this.hashes(level, Math.floor(first / tileWidth)))
        .slice(first % tileWidth, (first % tileWidth) + size / covered);
      while (row.length > 1) {
        const above = [];
        for (let at = 0; at < row.length; at += 2) above.push(await nodeHash(row[at], row[at + 1]));
        row = above;
      }
      return row[0];
    }

    /// RFC 6962, 2.1.1: the hashes beside the way from a leaf up to the root.
    async inclusionPath(index, low = 0, high = this.size) {
      if (high - low === 1) return [];
      const middle = low + split(high - low);
      return index < middle
        ? [...(await this.inclusionPath(index, low, middle)), await this.range(middle, high)]
        : [...(await this.inclusionPath(index, middle, high)), await this.range(low, middle)];
    }

    /// RFC 6962, 2.1.2: what the tree of `old` leaves and this one have in common, and what came after.
    async consistencyPath(old, low = 0, high = this.size, isWhole = true) {
      if (old === high) return isWhole ? [] : [await this.range(low, high)];
      const middle = low + split(high - low);
      return old <= middle
        ? [...(await this.consistencyPath(old, low, middle, isWhole)), await this.range(middle, high)]
        : [...(await this.consistencyPath(old, middle, high, false)), await this.range(low, middle)];
    }
  }

  /// RFC 9162, 2.1.3.2. Calls `step` with each hash on the way up; gives the root that the path leads to.
  const rootOfInclusion = async (index, size, leaf, path, step = () => {}) => {
    let [number, last, hash] = [index, size - 1, leaf];
    for (const beside of path) {
      if (last === 0) return null;
      if (number % 2 === 1 || number === last) {
        hash = await nodeHash(beside, hash);
        step(beside, "left", hash);
        while (number % 2 === 0 && number !== 0) [number, last] = [Math.floor(number / 2), Math.floor(last / 2)];
      } else {
        hash = await nodeHash(hash, beside);
        step(beside, "right", hash);
      }
      [number, last] = [Math.floor(number / 2), Math.floor(last / 2)];
    }
    return last === 0 ? hash : null;
  };

  /// RFC 9162, 2.1.4.2: the roots of both trees, as the hashes of the proof have them.
  const rootsOfConsistency = async (old, size, oldRoot, given) => {
    let isPower = old;
    while (isPower % 2 === 0) isPower /= 2;
    const path = isPower === 1 ? [oldRoot, ...given] : [...given];
    if (path.length === 0) return null;
    let [number, last] = [old - 1, size - 1];
    while (number % 2 === 1) [number, last] = [Math.floor(number / 2), Math.floor(last / 2)];
    let [older, newer] = [path[0], path[0]];
    for (const hash of path.slice(1)) {
      if (last === 0) return null;
      if (number % 2 === 1 || number === last) {
        [older, newer] = [await nodeHash(hash, older), await nodeHash(hash, newer)];
        while (number % 2 === 0 && number !== 0) [number, last] = [Math.floor(number / 2), Math.floor(last / 2)];
      } else {
        newer = await nodeHash(newer, hash);
      }
      [number, last] = [Math.floor(number / 2), Math.floor(last / 2)];
    }
    return last === 0 ? { older, newer } : null;
  };

  /// A checkpoint (C2SP tlog-checkpoint) without extension lines, in a signed note.
  const checkpoint = (note) => {
    const end = note.indexOf("\n\n");
    const lines = note.slice(0, end + 1).split("\n");
    if (end < 0 || lines.length !== 4 || !/^(0|[1-9][0-9]{0,15})$/.test(lines[1])) throw new Error("This is no checkpoint.");
    const root = fromBase64(lines[2]);
    if (root.length !== 32) throw new Error("This is no checkpoint: its root has not 32 bytes.");
    return { origin: lines[0], size: Number(lines[1]), root, signed: note.slice(0, end + 1), signatures: note.slice(end + 2) };
  };

  /// Whether a key of the form `name+hash+base64` has signed a note (C2SP signed-note, Ed25519).
  const isSigned = async (note, key) => {
    const [name, hash, text] = [key.slice(0, key.indexOf("+")), ...key.slice(key.indexOf("+") + 1).split(/\+(.*)/s)];
    const bytes = fromBase64(text);
    if (bytes[0] !== 1 || bytes.length !== 33) throw new Error("The ledger's key is none of Ed25519.");
    const known = await crypto.subtle.importKey("raw", bytes.subarray(1), { name: "Ed25519" }, false, ["verify"]);
    for (const line of note.signatures.split("\n")) {
      const parts = line.split(" ");
      if (parts.length !== 3 || parts[0] !== "—" || parts[1] !== name) continue;
      const signature = fromBase64(parts[2]);
      if (hex(signature.subarray(0, 4)) !== hash) continue;
      const said = new TextEncoder().encode(note.signed);
      if (await crypto.subtle.verify({ name: "Ed25519" }, known, signature.subarray(4), said)) return true;
    }
    return false;
  };

  return { Tiles, leafHash, rootOfInclusion, rootsOfConsistency, checkpoint, isSigned, hex, same };
})();
