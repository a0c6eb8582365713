"""A zip that holds itself, and so never ends for who unpacks whatever is packed (Cox, “Zip Files All The Way Down”)."""

import struct
import zlib

_NAME = b"libro.xlsx"
_UNIT = 5
"""Bytes of an instruction, stored or repeated: the program counts on all being of one length."""
_LAST = 4
"""Bytes of the last one, which nothing counts on."""


def quine() -> bytes:
    """Write the zip for each date until there is one whose checksum can name itself."""
    for day in range(1, 1000):
        found = _with_own_checksum(day)
        if found is not None:
            return found
    raise AssertionError("no date will do")


def _with_own_checksum(day: int) -> bytes | None:
    # the checksum is an affine function of the checksum written inside: 32 unknown bits, 32 equations
    def checksum(written: int) -> int:
        return zlib.crc32(_zip(written, day))

    still = checksum(0)
    rows = []
    columns = [checksum(1 << bit) ^ still ^ (1 << bit) for bit in range(32)]
    for bit in range(32):
        row = sum(((columns[column] >> bit) & 1) << column for column in range(32))
        rows.append(row | ((still >> bit) & 1) << 32)
    solution = _solve(rows)
    return None if solution is None else _zip(solution, day)


def _solve(rows: list[int]) -> int | None:
    for column in range(32):
        pivot = next((at for at in range(column, 32) if rows[at] >> column & 1), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for at in range(32):
            if at != column and rows[at] >> column & 1:
                rows[at] ^= rows[column]
    return sum((rows[column] >> 32 & 1) << column for column in range(32))


def _zip(checksum: int, day: int) -> bytes:
    packed = len(_program(bytes(30 + len(_NAME)), bytes(68 + len(_NAME))))
    whole = 30 + len(_NAME) + packed + 68 + len(_NAME)
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, day, checksum, packed, whole, len(_NAME), 0)
    head = b"PK\x03\x04" + fields + _NAME
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + _NAME
    tail = entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(head) + packed, 0)
    return head + _program(head, tail) + tail


def _program(head: bytes, tail: bytes) -> bytes:
    """Instructions that print what stands before them, themselves, and what stands after them."""
    one, four, none = _store(_UNIT), _store(4 * _UNIT), _store(0)
    again = _repeat(4 * _UNIT)
    begin, again_head = _store(len(head) + _UNIT), _repeat(len(head) + _UNIT)
    again_tail = _last(len(tail) + _LAST)
    end = _store(len(again_tail) + len(tail))
    quoted = again_head + one + one + four
    own = again + four + again + four
    closing = again + none + none + end
    return b"".join((
        begin, head, begin,
        again_head, one, again_head, one, one, four, quoted,
        again, four, own,
        again, four, closing,
        again, none, none, end, again_tail, tail,
        again_tail,
    ))  # fmt: skip


def _store(length: int) -> bytes:
    return b"\x00" + struct.pack("<HH", length, length ^ 0xFFFF)


def _repeat(length: int) -> bytes:
    return _bits(length, last=False).ljust(_UNIT, b"\x00")


def _last(length: int) -> bytes:
    return _bits(length, last=True)


def _bits(length: int, *, last: bool) -> bytes:
    """Code one block that repeats the ``length`` bytes before it; 38 to 40 bits where another one follows."""
    halves = [length // 2, length - length // 2] if length <= 20 else [length]
    block = "".join(_match(part, length) for part in halves) + "0" * 7
    if last:
        return _packed("1" + "10" + block)
    bits = "0" + "10" + block
    if len(bits) <= 30:
        bits += "0" + "10" + "0" * 7
    assert 37 < len(bits) <= 40, len(bits)
    return _packed(bits)


def _packed(bits: str) -> bytes:
    padded = bits.ljust(-(-len(bits) // 8) * 8, "0")
    return bytes(int(padded[at : at + 8][::-1], 2) for at in range(0, len(padded), 8))


def _match(length: int, distance: int) -> str:
    code, extra, base = _bucket(length, 257, 3, 4)
    # codes 256 to 279 have seven bits in the fixed code, most significant first; what is added, least first
    coded = format(code - 256, "07b") + format(length - base, f"0{extra}b")[::-1] * bool(extra)
    code, extra, base = _bucket(distance, 0, 1, 2)
    return coded + format(code, "05b") + format(distance - base, f"0{extra}b")[::-1] * bool(extra)


def _bucket(value: int, code: int, base: int, per_extra: int) -> tuple[int, int, int]:
    """Find the code of a length or a distance (RFC 1951, 3.2.5): itself, its extra bits, its least value."""
    extra, first = 0, 2 * per_extra
    while True:
        for _ in range(first):
            if base <= value < base + (1 << extra):
                return code, extra, base
            base += 1 << extra
            code += 1
        first, extra = per_extra, extra + 1
