// Hashes, signatures, tree and texts against known values, against Node's own cryptography, and against a second tree
// written from the RFC's definitions alone.
import assert from 'node:assert/strict'
import { createHash, createHmac, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { test } from 'node:test'
import { base64, fromBase64, fromHex, fromUtf8, hex, same, utf8 } from './bytes.ts'
import { writeCheckpoint } from './checkpoint.ts'
import { publicKeyOf, sha512, signEd25519, verifyEd25519 } from './ed25519.ts'
import { packProof, unpackProof } from './link.ts'
import { cosigned, keyId, readKey, readNote, timeBytes, writeKey, writeNote, type VerifierKey } from './note.ts'
import { checkProof, readProof, writeProof } from './proof.ts'
import { hmacSha256, sha256 } from '../sha256.ts'
import { canonical, commitment, openingOf, readStatement, writeLeaf, writeOpening, type Value } from './statement.ts'
import {
  consistencyParts,
  emptyRoot,
  folded,
  inclusionParts,
  isConsistent,
  isIncluded,
  leafHash,
  nodeHash,
  rootParts,
  type Part,
} from './tree.ts'

/** Bytes that look like chance, the same in every run. */
const chance = (n: number, length = 32) =>
  Uint8Array.from(createHash('shake256', { outputLength: length }).update(`seed ${n}`).digest())

test('hashes agree with Node’s at every length around the block', () => {
  for (let length = 0; length < 300; length++) {
    const data = chance(length, length)
    assert.equal(hex(sha256(data)), createHash('sha256').update(data).digest('hex'))
    assert.equal(hex(sha512(data)), createHash('sha512').update(data).digest('hex'))
    assert.equal(hex(hmacSha256(data, utf8('集结'))), createHmac('sha256', data).update('集结').digest('hex'))
  }
})

test('bytes are spelt as everybody spells them, and only so', () => {
  for (let length = 0; length < 50; length++) {
    const data = chance(length, length)
    assert.equal(base64(data), Buffer.from(data).toString('base64'))
    assert.deepEqual(fromBase64(base64(data)), data)
  }
  for (const bad of ['A', 'AB', 'ABC', 'AB==CD==', 'A===', '====', 'AB=C', 'AR==', 'AAB=', 'A-_=', 'AAAA\n', ' AAA'])
    assert.equal(fromBase64(bad), undefined, bad)
  for (const text of ['', 'a', 'é', '集结', '䶮', '😀', 'a😀b', '\ud800']) {
    assert.deepEqual(utf8(text), new TextEncoder().encode(text))
    assert.equal(fromUtf8(utf8(text)), new TextDecoder().decode(new TextEncoder().encode(text)))
  }
  // The first and the last of each length, and beside what is no letter.
  for (const code of [0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff])
    assert.equal(fromUtf8(utf8(String.fromCodePoint(code))), String.fromCodePoint(code), code.toString(16))
  for (const bad of [
    [0x80],
    [0xc0, 0x80],
    [0xe0, 0x80, 0x80],
    [0xe0, 0x9f, 0xbf],
    [0xed, 0xbf, 0xbf],
    [0xf0, 0x8f, 0xbf, 0xbf],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xe9, 0x9b],
    [0xff],
  ])
    assert.equal(fromUtf8(Uint8Array.from(bad)), undefined)
})

const asNode = (seed: Uint8Array) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  })
const publicOf = (seed: Uint8Array) =>
  Uint8Array.from(createPublicKey(asNode(seed)).export({ format: 'der', type: 'spki' }).subarray(-32))

test('Ed25519: RFC 8032 vectors, Node’s signatures accepted, ours the same, everything bent refused', () => {
  // RFC 8032 section 7.1, tests 1 and 2.
  const first = fromHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')!
  assert.equal(hex(publicKeyOf(first)), 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
  assert.equal(
    hex(signEd25519(first, new Uint8Array(0))),
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  )
  const second = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')!
  assert.equal(
    hex(signEd25519(second, Uint8Array.of(0x72))),
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )
  for (let n = 0; n < 6; n++) {
    const [seed, message] = [chance(n), chance(n + 100, n * 40)]
    const signature = Uint8Array.from(sign(null, message, asNode(seed)))
    assert.deepEqual(publicKeyOf(seed), publicOf(seed))
    assert.deepEqual(signEd25519(seed, message), signature)
    assert.ok(verifyEd25519(publicOf(seed), message, signature))
    assert.ok(verify(null, message, createPublicKey(asNode(seed)), signEd25519(seed, message)))
    const bent = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))
    for (const at of [0, 31, 32, 63]) assert.ok(!verifyEd25519(publicOf(seed), message, bent(signature, at)))
    assert.ok(!verifyEd25519(publicOf(chance(n + 50)), message, signature))
    assert.ok(!verifyEd25519(publicOf(seed), Uint8Array.of(...message, 0), signature))
  }
  // s + L signs the same message in other letters; it must be refused (RFC 8032 section 5.1.7).
  const order = 2n ** 252n + 27742317777372353535851937790883648493n
  const good = signEd25519(first, Uint8Array.of(1))
  let s = 0n
  for (let i = 63; i >= 32; i--) s = (s << 8n) | BigInt(good[i])
  const other = Uint8Array.from(good)
  for (let i = 32, rest = s + order; i < 64; i++, rest >>= 8n) other[i] = Number(rest & 255n)
  assert.ok(verifyEd25519(publicKeyOf(first), Uint8Array.of(1), good))
  assert.ok(!verifyEd25519(publicKeyOf(first), Uint8Array.of(1), other))
})

// ── The second tree: RFC 6962 section 2.1 word for word, recursive over the leaves, with Node's hash. It shares no
// code with the first. ──
const H = (...parts: Uint8Array[]) => Uint8Array.from(createHash('sha256').update(Buffer.concat(parts)).digest())
const k = (n: number) => 2 ** Math.floor(Math.log2(n - 1))
const MTH = (D: readonly Uint8Array[]): Uint8Array =>
  D.length === 0
    ? H()
    : D.length === 1
      ? H(Uint8Array.of(0), D[0])
      : H(Uint8Array.of(1), MTH(D.slice(0, k(D.length))), MTH(D.slice(k(D.length))))
function PATH(m: number, D: readonly Uint8Array[]): Uint8Array[] {
  if (D.length === 1) return []
  const at = k(D.length)
  return m < at ? [...PATH(m, D.slice(0, at)), MTH(D.slice(at))] : [...PATH(m - at, D.slice(at)), MTH(D.slice(0, at))]
}
function SUBPROOF(m: number, D: readonly Uint8Array[], b: boolean): Uint8Array[] {
  if (m === D.length) return b ? [] : [MTH(D)]
  const at = k(D.length)
  return m <= at
    ? [...SUBPROOF(m, D.slice(0, at), b), MTH(D.slice(at))]
    : [...SUBPROOF(m - at, D.slice(at), false), MTH(D.slice(0, at))]
}
/**
 * Checks by rebuilding: the root and, from its left part, the old root, as the recursion of SUBPROOF takes the proof
 * apart.
 */
function rootsOf(
  m: number,
  n: number,
  b: boolean,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
): [Uint8Array, Uint8Array] | undefined {
  if (m === n) {
    if (b) return proof.length === 0 ? [oldRoot, oldRoot] : undefined
    return proof.length === 1 ? [proof[0], proof[0]] : undefined
  }
  const last = proof[proof.length - 1]
  if (!last) return undefined
  const at = k(n)
  const inner =
    m <= at
      ? rootsOf(m, at, b, proof.slice(0, -1), oldRoot)
      : rootsOf(m - at, n - at, false, proof.slice(0, -1), oldRoot)
  if (!inner) return undefined
  return m <= at
    ? [inner[0], H(Uint8Array.of(1), inner[1], last)]
    : [H(Uint8Array.of(1), last, inner[0]), H(Uint8Array.of(1), last, inner[1])]
}

const leaves = Array.from({ length: 140 }, (_, n) => chance(n + 1000, 8 + (n % 40)))
const nodeOf = (level: number, index: number): Uint8Array =>
  level === 0 ? leafHash(leaves[index]) : nodeHash(nodeOf(level - 1, index * 2), nodeOf(level - 1, index * 2 + 1))
const cache = new Map<string, Uint8Array>()
const gather = (part: Part) =>
  folded(
    part.map(({ level, index }) => {
      const key = `${level} ${index}`
      return cache.get(key) ?? cache.set(key, nodeOf(level, index)).get(key)!
    }),
  )

test('the vectors of RFC 6962’s reference tree', () => {
  // The inputs and roots that the certificate transparency reference implementations publish.
  const inputs = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ].map((text) => fromHex(text)!)
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]
  const node = (level: number, index: number): Uint8Array =>
    level === 0 ? leafHash(inputs[index]) : nodeHash(node(level - 1, index * 2), node(level - 1, index * 2 + 1))
  for (const [size, root] of roots.entries()) {
    assert.equal(hex(folded(rootParts(size).map(({ level, index }) => node(level, index)))), root)
    assert.equal(hex(MTH(inputs.slice(0, size))), root)
  }
})

test('every proof of every tree up to 140 leaves is the RFC’s own, and either checker accepts the other’s', () => {
  assert.deepEqual(emptyRoot(), MTH([]))
  for (let size = 1; size <= leaves.length; size++) {
    const D = leaves.slice(0, size)
    const root = gather(rootParts(size))
    if (size % 7 === 1 || size < 20) assert.deepEqual(root, MTH(D))
    for (let m = 0; m < size; m += size > 40 ? 13 : 1) {
      const path = inclusionParts(m, size).map(gather)
      if (size < 40 || m % 39 === 0) assert.deepEqual(path, PATH(m, D), `inclusion ${m} in ${size}`)
      assert.ok(isIncluded(leafHash(D[m]), m, size, path, root))
    }
    for (let old = 1; old <= size; old += size > 40 ? 11 : 1) {
      const proof = consistencyParts(old, size).map(gather)
      const oldRoot = gather(rootParts(old))
      if (size < 40) assert.deepEqual(proof, SUBPROOF(old, D, true), `consistency ${old} to ${size}`)
      assert.ok(isConsistent(old, oldRoot, size, root, proof), `${old} to ${size}`)
      assert.deepEqual(
        rootsOf(old, size, true, proof, oldRoot),
        [oldRoot, root],
        `${old} to ${size} by the second checker`,
      )
    }
  }
})

test('nothing bent is accepted, and an old size of 0 never', () => {
  const size = 77
  const root = gather(rootParts(size))
  for (let m = 0; m < size; m += 5) {
    const path = inclusionParts(m, size).map(gather)
    const leaf = leafHash(leaves[m])
    assert.ok(!isIncluded(leafHash(leaves[(m + 1) % size]), m, size, path, root))
    assert.ok(!isIncluded(leaf, (m + 1) % size, size, path, root))
    assert.ok(!isIncluded(leaf, m, size, path.slice(1), root))
    assert.ok(!isIncluded(leaf, m, size, [...path, root], root))
    assert.ok(!isIncluded(leaf, m + size, size, path, root))
    for (let at = 0; at < path.length; at++)
      assert.ok(
        !isIncluded(
          leaf,
          m,
          size,
          path.map((hash, i) => (i === at ? hash.map((byte) => byte ^ 1) : hash)),
          root,
        ),
      )
  }
  for (const old of [1, 2, 31, 32, 33, 64, 65, 76]) {
    const proof = consistencyParts(old, size).map(gather)
    const oldRoot = gather(rootParts(old))
    assert.ok(!isConsistent(old, root, size, root, proof))
    assert.ok(!isConsistent(old, oldRoot, size, oldRoot, proof))
    assert.ok(!isConsistent(old, oldRoot, size + 1 === 78 ? 200 : size, root, proof))
    assert.ok(!isConsistent(old, oldRoot, size, root, [...proof, root]))
    assert.ok(!isConsistent(old, oldRoot, size, root, proof.slice(0, -1)))
    assert.ok(!isConsistent(size, root, old, oldRoot, proof))
  }
  for (const proof of [[], [root], [emptyRoot(), root]]) assert.ok(!isConsistent(0, emptyRoot(), size, root, proof))
  assert.ok(!isConsistent(0, emptyRoot(), 0, emptyRoot(), []))
  assert.throws(() => consistencyParts(0, 5), /broken promise/)
  assert.throws(() => inclusionParts(5, 5), /broken promise/)
})

const seed = chance(9)
const log: VerifierKey = { name: 'example.test/log', kind: 'note', key: publicOf(seed) }
const witnessSeed = chance(10)
const witness: VerifierKey = { name: 'unit.example.test', kind: 'cosignature', key: publicOf(witnessSeed) }

/** One statement among others in a log of nine, with a checkpoint that the log and a witness signed. */
function example() {
  const opening = openingOf(base64(chance(11)), { form: 'test', minutes: 90, who: '演示' })
  const own = commitment(opening)
  const all = [...leaves.slice(0, 4), own, ...leaves.slice(4, 8)]
  const text = writeCheckpoint({ origin: log.name, size: all.length, root: MTH(all) })
  const cosignature = (seconds: number) =>
    Uint8Array.from([...timeBytes(seconds), ...sign(null, cosigned(text, seconds), asNode(witnessSeed))])
  const note = writeNote({
    text,
    signatures: [
      { name: log.name, id: keyId(log), bytes: Uint8Array.from(sign(null, Buffer.from(text), asNode(seed))) },
      { name: witness.name, id: keyId(witness), bytes: cosignature(1_764_000_000) },
      { name: 'somebody.else', id: Uint8Array.of(1, 2, 3, 4), bytes: chance(12, 99) },
    ],
  })
  return {
    opening,
    own,
    all,
    note,
    text: writeProof({ extra: writeOpening(opening), index: 4, path: PATH(4, all), checkpoint: note }),
  }
}

test('a proof holds with the log’s key or a printed root, names its witnesses, and says what is wrong with it', () => {
  const { text, all, own, note } = example()
  const root = MTH(all)
  const good = checkProof(text, { log, root, witnesses: [witness], witnessesMin: 1 })
  assert.deepEqual(good, {
    holds: true,
    problems: [],
    origin: log.name,
    index: 4,
    size: 9,
    root,
    statement: { form: 'test', minutes: 90, who: '演示' },
    content: '{"form":"test","minutes":90,"who":"演示"}',
    witnesses: [{ name: witness.name, seconds: 1_764_000_000 }],
  })
  assert.ok(checkProof(text, { root }).holds)
  const wrong = (bent: string, trust = { log, witnesses: [witness] } as Parameters<typeof checkProof>[1]) =>
    checkProof(bent, trust).problems
  assert.deepEqual(wrong(text, {}), ['not-signed'])
  assert.deepEqual(wrong(text, { root: chance(1) }), ['other-root'])
  assert.deepEqual(wrong(text, { log: { ...log, name: 'another/log' } }), ['other-log'])
  assert.deepEqual(wrong(text, { log: { ...log, key: publicOf(chance(3)) } }), ['not-signed'])
  assert.deepEqual(wrong(text, { log, witnesses: [{ ...witness, name: 'x' }], witnessesMin: 1 }), ['too-few-witnesses'])
  assert.deepEqual(wrong(text.replace('index 4', 'index 5')), ['not-included'])
  assert.deepEqual(wrong(text.replace('index 4', 'index 04')), ['not-a-proof'])
  assert.deepEqual(wrong(text.replace(/\n9\n/, '\n8\n')), ['signature-wrong', 'not-included', 'witness-wrong'])
  assert.deepEqual(wrong(text.replace(/^extra .*\n/m, '')), ['no-statement'])
  const forged = writeOpening(openingOf(base64(chance(11)), { form: 'test', minutes: 900, who: '演示' }))
  assert.deepEqual(wrong(text.replace(/^extra .*$/m, `extra ${forged}`)), ['not-included'])
  assert.deepEqual(wrong(text.slice(0, -1)), ['not-a-checkpoint'])
  assert.deepEqual(wrong(''), ['not-a-proof'])
  // The content destroyed: the leaf alone still has its place.
  const bare = checkProof(writeProof({ extra: writeLeaf(own), index: 4, path: PATH(4, all), checkpoint: note }), {
    log,
  })
  assert.ok(bare.holds && bare.statement === undefined)
  for (let at = 0; at < text.length; at += 11) {
    const bent = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
    const { holds, problems } = checkProof(bent, { log, witnesses: [witness], witnessesMin: 1, root })
    // A stranger's signature is not looked at; everything else counts.
    const inStranger = at >= text.indexOf('— somebody')
    assert.ok(inStranger || !holds, `letter ${at} may not change: ${problems}`)
  }
})

test('keys, notes and proofs read back as they were written, and nothing else reads', () => {
  assert.deepEqual(readKey(writeKey(log)), log)
  assert.deepEqual(readKey(writeKey(witness)), witness)
  for (const bad of [writeKey(log).replace(/\+[0-9a-f]{8}\+/, '+00000000+'), 'a+b', '', `${log.name}+12345678+AQ==`])
    assert.equal(readKey(bad), undefined)
  const { note, text } = example()
  assert.equal(writeNote(readNote(note)!), note)
  assert.equal(writeProof(readProof(text)!), text)
  for (const bad of [
    '',
    'a\n',
    'a\n\n',
    'a\n\n— b\n',
    'a\n\n- b AAAAAAAA\n',
    'a\n\n— b AAAAAAAA',
    'a\r\n\n— b AAAAAAAA\n',
    'a\n\n— b+c AAAAAAAA\n',
    'a\n\n— b AAAA\n',
  ])
    assert.equal(readNote(bad), undefined, JSON.stringify(bad))
})

test('one statement has one text, and only that text is a statement', () => {
  assert.equal(
    canonical({ b: 1, a: ['x', null, true], c: { z: 0, y: '"' } }),
    '{"a":["x",null,true],"b":1,"c":{"y":"\\"","z":0}}',
  )
  assert.throws(() => canonical({ a: 0.5 } as Record<string, Value>), /whole number/)
  assert.deepEqual(readStatement('{"a":1}'), { a: 1 })
  for (const bad of ['{"a": 1}', '{"b":1,"a":2}', '{"a":1.5}', '[1]', '1', '', '{"a":1,"a":1}'])
    assert.equal(readStatement(bad), undefined, bad)
  assert.throws(() => commitment({ key: base64(chance(1, 31)), content: '{}' }), /32 bytes/)
  assert.ok(
    !same(commitment({ key: base64(chance(1)), content: '{}' }), commitment({ key: base64(chance(2)), content: '{}' })),
  )
})

test('a proof goes into an address and comes out the same; what would not is left out', () => {
  const { text } = example()
  const packed = packProof(text)!
  assert.doesNotMatch(packed, /[\s%#?&]/)
  assert.equal(unpackProof(packed), text)
  assert.equal(packed.length, text.length)
  for (const odd of ['a~b', 'a_b', '集结', 'a#b']) assert.equal(packProof(odd), undefined, odd)
})
